package frontdoor.acme;

import frontdoor.acme.AcmeFiles.KeptAccount;
import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeConfig;
import frontdoor.config.AcmeKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * The account with an authority: made when it is first needed, and kept. Its key is on the disk before the authority hears of it, the first
 * one and each that follows, so that no end in the middle loses the account.
 *
 * <h2>Threads</h2>
 *
 * Any that may block; guarded by itself.
 */
final class AuthorityAccount {
    private final AcmeAuthority authority;
    private final AcmeFiles files;
    private final String directory;
    private final Contacts contacts;
    private @Nullable Session session;
    private @Nullable Login login;

    AuthorityAccount(AcmeAuthority authority, AcmeFiles files) {
        this.authority = authority;
        this.files = files;
        this.directory = authority.url().toString();
        this.contacts = new Contacts(authority.name(), files);
    }

    /** The account, which may have to be made. Blocks. */
    synchronized Login login(AcmeConfig config) throws AcmeException, IOException, GeneralSecurityException {
        if (login == null) {
            Session opened = session();
            endChange(opened);
            Optional<KeptAccount> kept = kept();
            login = kept.isPresent() && !kept.get().url().isEmpty()
                    ? opened.login(
                            URI.create(kept.get().url()).toURL(), kept.get().keys())
                    : open(config, opened, kept);
        }
        contacts.tell(login, config.email());
        return login;
    }

    private Session session() {
        if (session == null) {
            session = AuthorityProvider.session(authority);
        }
        return session;
    }

    private Optional<KeptAccount> kept() throws IOException {
        return files.account(authority.name())
                .filter(account -> account.directory().equals(directory));
    }

    private Login open(AcmeConfig config, Session session, Optional<KeptAccount> kept)
            throws AcmeException, IOException, GeneralSecurityException {
        KeyPair keys = kept.isPresent() ? kept.get().keys() : Pem.newKeys(AcmeKey.EC_P256);
        // Whatever happens now: with the same key, it is the same account.
        write("", keys);
        AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(keys);
        config.email().forEach(builder::addEmail);
        authority
                .account()
                .ifPresent(known -> builder.withKeyIdentifier(
                        known.id(), new String(known.key().octets(), StandardCharsets.US_ASCII).strip()));
        Login opened = builder.createLogin(session);
        write(opened.getAccountLocation().toString(), keys);
        contacts.onOpened(config.email());
        return opened;
    }

    private void write(String url, KeyPair keys) throws IOException {
        files.writeAccount(authority.name(), new KeptAccount(directory, url, keys));
    }

    /** Gives the account another key (RFC 8555 7.3.5). Blocks. */
    synchronized void changeKey(AcmeConfig config) throws AcmeException, IOException, GeneralSecurityException {
        Login known = login(config);
        KeyPair next = Pem.newKeys(AcmeKey.EC_P256);
        String url = known.getAccountLocation().toString();
        files.writeNextAccount(authority.name(), new KeptAccount(directory, url, next));
        try {
            known.getAccount().changeKey(next);
        } catch (AcmeException unknown) {
            // Whether it took the key: the next one who asks finds out.
            login = null;
            throw unknown;
        }
        write(url, next);
        files.deleteNextAccount(authority.name());
    }

    /** Finds out what became of a change whose outcome nobody has heard. */
    private void endChange(Session session) throws AcmeException, IOException {
        Optional<KeptAccount> next = files.nextAccount(authority.name())
                .filter(account -> account.directory().equals(directory));
        if (next.isPresent()) {
            if (isKnown(next.get(), session)) {
                files.writeAccount(authority.name(), next.get());
            }
            files.deleteNextAccount(authority.name());
        }
    }

    private static boolean isKnown(KeptAccount account, Session session) throws AcmeException {
        try {
            new AccountBuilder().onlyExisting().useKeyPair(account.keys()).createLogin(session);
            return true;
        } catch (AcmeServerException unknown) {
            if (new Refusal(unknown).isOfAccount()) {
                return false;
            }
            throw unknown;
        }
    }

    /** Forgets what the authority does not know any more; the next one who asks makes it anew, with the same key. */
    synchronized void forget() throws IOException {
        login = null;
        Optional<KeptAccount> kept = kept();
        if (kept.isPresent()) {
            write("", kept.get().keys());
        }
    }
}
