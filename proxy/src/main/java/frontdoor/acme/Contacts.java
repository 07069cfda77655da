package frontdoor.acme;

import java.io.IOException;
import java.util.List;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses under which an authority reaches whoever has an account (RFC 8555 7.3.2): told when they have changed, and written down then.
 *
 * <h2>Threads</h2>
 *
 * Guarded by the account.
 */
final class Contacts {
    private static final Logger log = LoggerFactory.getLogger(Contacts.class);

    private final String authority;
    private final AcmeFiles files;
    /** What was tried last, be it in vain: an authority that refuses an address is not asked with each order. */
    private String tried = "\0";

    Contacts(String authority, AcmeFiles files) {
        this.authority = authority;
        this.files = files;
    }

    /** Writes down what the authority has heard when the account was made. */
    void onOpened(List<String> email) throws IOException {
        tried = text(email);
        files.writeContacts(authority, tried);
    }

    /**
     * Tells the authority {@code email}, if that is something else than it was told before. That there is none any more cannot be told: what the
     * library writes then says nothing of it. Blocks.
     */
    void tell(Login login, List<String> email) throws IOException {
        String wanted = text(email);
        if (email.isEmpty() || wanted.equals(tried)) {
            return;
        }
        tried = wanted;
        String told = files.contacts(authority).orElse("");
        if (wanted.equals(told)) {
            return;
        }
        try {
            Account.EditableAccount account = login.getAccount().modify();
            account.getContacts().clear();
            email.forEach(account::addEmail);
            account.commit();
            files.writeContacts(authority, wanted);
            log.atInfo().addKeyValue("authority", authority).log("the authority was told of other addresses");
        } catch (AcmeException | RuntimeException refused) {
            log.atWarn()
                    .addKeyValue("authority", authority)
                    .addKeyValue("reason", new Refusal(refused).words())
                    .log(
                            "the authority does not take the addresses of acme.email; orders go on, and it is told again at the next start");
        }
    }

    private static String text(List<String> email) {
        return String.join("\n", email);
    }
}
