package frontdoor.login;

import frontdoor.http.Octets;

/** The login before one site. Immutable. */
public final class BasicAuth {
    private final Users users;
    private final byte[] challenge;

    /** The login of {@code users} to {@code site}. */
    public BasicAuth(Users users, String site) {
        this.users = users;
        // RFC 7617 2 and 2.1; a name that is no quoted string as it is becomes one.
        this.challenge =
                Octets.of("Basic realm=\"" + site.replaceAll("[^ !#-\\[\\]-~]", "_") + "\", charset=\"UTF-8\"");
    }

    /** Who may come in. */
    public Users users() {
        return users;
    }

    /** The value of WWW-Authenticate. Shared, never to be changed. */
    public byte[] challenge() {
        return challenge;
    }
}
