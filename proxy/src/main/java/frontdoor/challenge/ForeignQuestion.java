package frontdoor.challenge;

/**
 * The question for an answer of another ACME client.
 *
 * @param host for which the authority asks, as its request has it
 * @param token of the characters of base64url alone
 * @param via what tells this front door's own requests, should they come back to it (RFC 9110 7.6.3)
 */
public record ForeignQuestion(String host, String token, String via) {}
