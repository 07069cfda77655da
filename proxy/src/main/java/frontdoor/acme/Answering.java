package frontdoor.acme;

import frontdoor.challenge.HttpChallenges;
import frontdoor.config.AcmeChallenge;
import frontdoor.hosts.Addresses;
import frontdoor.tls.AlpnChallenges;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;

/**
 * The answers to what authorities ask, each where it is asked for.
 *
 * @param http on port 80
 * @param alpn on port 443
 * @param hook in the zone
 */
record Answering(HttpChallenges http, AlpnChallenges alpn, Optional<DnsHook> hook) {
    /** Takes an answer back. */
    interface Undo {
        void run();
    }

    /** The challenge of this kind that the authority offers for the name, if it does. */
    static Optional<Challenge> find(Authorization authorization, AcmeChallenge kind) {
        return authorization.findChallenge(kind.toString());
    }

    private static boolean isName(Identifier identifier) {
        return identifier.getType().equals(Identifier.TYPE_DNS);
    }

    /** The name, or the address, as people know it. */
    static String hostOf(Identifier identifier) {
        return isName(identifier) ? identifier.getDomain() : Addresses.toHost(identifier.getIP());
    }

    /** Answers {@code challenge} from now on. Blocks. */
    Undo answer(Identifier identifier, Challenge challenge)
            throws OrderFailedException, InterruptedException, GeneralSecurityException {
        String host = hostOf(identifier);
        return switch (challenge) {
            case Http01Challenge one -> {
                http.put(host, one.getToken(), one.getAuthorization());
                yield () -> http.remove(host, one.getToken());
            }
            case TlsAlpn01Challenge one -> {
                alpn.put(host, one.getAcmeValidation());
                yield () -> alpn.remove(host);
            }
            case Dns01Challenge one -> {
                DnsHook program = hook.orElseThrow(() -> new OrderFailedException("there is no acme.dns-hook"));
                String name = one.getRRName(identifier);
                String value = one.getDigest();
                program.present(name, value);
                yield () -> program.cleanUp(name, value);
            }
            default -> throw new OrderFailedException("nobody here answers " + challenge.getType());
        };
    }
}
