package frontdoor.acme;

import frontdoor.acme.AcmeFiles.KeptAccount;
import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeConfig;
import frontdoor.config.AcmeKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * The accounts with authorities: each is made when it is first needed, and kept.
 *
 * <h2>Threads</h2>
 *
 * Any that may block; one at a time.
 */
final class Accounts {
    private final AcmeFiles files;
    private final Map<AcmeAuthority, Session> sessions = new HashMap<>();
    private final Map<AcmeAuthority, Login> logins = new HashMap<>();

    Accounts(AcmeFiles files) {
        this.files = files;
    }

    /** The account with {@code authority}, which may have to be made. Blocks. */
    synchronized Login login(AcmeAuthority authority, AcmeConfig config)
            throws AcmeException, IOException, GeneralSecurityException {
        Login known = logins.get(authority);
        if (known != null) {
            return known;
        }
        Session session = sessions.computeIfAbsent(authority, AuthorityProvider::session);
        Optional<KeptAccount> kept = files.account(authority.name())
                .filter(account -> account.directory().equals(authority.url().toString()));
        Login login = kept.isPresent() && !kept.get().url().isEmpty()
                ? session.login(URI.create(kept.get().url()).toURL(), kept.get().keys())
                : open(authority, config, session, kept);
        logins.put(authority, login);
        return login;
    }

    private Login open(AcmeAuthority authority, AcmeConfig config, Session session, Optional<KeptAccount> kept)
            throws AcmeException, IOException, GeneralSecurityException {
        String directory = authority.url().toString();
        KeptAccount account =
                kept.isPresent() ? kept.get() : new KeptAccount(directory, "", Pem.newKeys(AcmeKey.EC_P256));
        // Whatever happens now: with the same key, it is the same account.
        files.writeAccount(authority.name(), account);
        AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(account.keys());
        config.email().forEach(builder::addEmail);
        authority
                .account()
                .ifPresent(known -> builder.withKeyIdentifier(
                        known.id(), new String(known.key().octets(), StandardCharsets.US_ASCII).strip()));
        Login login = builder.createLogin(session);
        files.writeAccount(
                authority.name(),
                new KeptAccount(directory, login.getAccountLocation().toString(), account.keys()));
        return login;
    }

    /** Forgets what the authority does not know any more; the next one who asks makes it anew, with the same key. */
    synchronized void forget(AcmeAuthority authority) throws IOException {
        logins.remove(authority);
        Optional<KeptAccount> kept = files.account(authority.name());
        if (kept.isPresent()) {
            files.writeAccount(
                    authority.name(),
                    new KeptAccount(kept.get().directory(), "", kept.get().keys()));
        }
    }
}
