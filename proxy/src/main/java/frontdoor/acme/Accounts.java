package frontdoor.acme;

import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * The accounts with authorities.
 *
 * <h2>Threads</h2>
 *
 * Any that may block; who waits for one authority keeps nobody from another.
 */
final class Accounts {
    private final AcmeFiles files;
    private final Map<AcmeAuthority, AuthorityAccount> byAuthority = new ConcurrentHashMap<>();

    Accounts(AcmeFiles files) {
        this.files = files;
    }

    private AuthorityAccount of(AcmeAuthority authority) {
        return byAuthority.computeIfAbsent(authority, one -> new AuthorityAccount(one, files));
    }

    /** The account with {@code authority}, which may have to be made. Blocks. */
    Login login(AcmeAuthority authority, AcmeConfig config)
            throws AcmeException, IOException, GeneralSecurityException {
        return of(authority).login(config);
    }

    /** Gives the account another key (RFC 8555 7.3.5). Blocks. */
    void changeKey(AcmeAuthority authority, AcmeConfig config)
            throws AcmeException, IOException, GeneralSecurityException {
        of(authority).changeKey(config);
    }

    /** Forgets what the authority does not know any more; the next one who asks makes it anew, with the same key. */
    void forget(AcmeAuthority authority) throws IOException {
        of(authority).forget();
    }
}
