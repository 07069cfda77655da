package frontdoor.acme;

import frontdoor.challenge.HttpChallenges;
import frontdoor.tls.AlpnChallenges;

/**
 * The ports on which authorities are answered.
 *
 * @param http the one in the clear
 * @param alpn the one of TLS
 */
public record AcmeWays(HttpChallenges http, AlpnChallenges alpn) {}
