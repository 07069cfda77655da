package frontdoor.acme;

import frontdoor.renewal.History;
import frontdoor.vault.AcmeVault;
import frontdoor.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is kept on the disk: an account for each authority; for each certificate, it and its key, what was tried for it, and the order that
 * is under way.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
final class AcmeFiles {
    private final AcmeVault vault;

    /** Those in the state directory {@code directory}. */
    AcmeFiles(Path directory) {
        this.vault = new AcmeVault(directory);
    }

    private Vault of(Wanted wanted) {
        return vault.of(wanted.site());
    }

    /** Removes what an end in the middle of writing has left. Blocks; before anything is written. */
    void sweep() throws IOException {
        vault.sweep();
    }

    /** Gives all of it to the owner of the state directory. Blocks. */
    void giveToOwner() throws IOException {
        vault.giveToOwner();
    }

    /** What was tried for it; empty where it was never wanted, or that cannot be read. Blocks. */
    Optional<History> history(Wanted wanted) {
        try {
            return of(wanted).read(AcmeVault.history(wanted.place())).flatMap(History::read);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    void writeHistory(Wanted wanted, History history) throws IOException {
        of(wanted).write(AcmeVault.history(wanted.place()), history.text());
    }

    /** The certificate that is there. */
    Optional<Kept> kept(Wanted wanted) throws IOException {
        return of(wanted).read(AcmeVault.certificate(wanted.place())).flatMap(text -> Kept.of(Pem.chain(text)));
    }

    void writeCertificate(Wanted wanted, PrivateKey key, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        of(wanted).write(AcmeVault.certificate(wanted.place()), Pem.of(key) + Pem.of(chain));
    }

    /**
     * An order that was placed and has not come to its end.
     *
     * @param authority its name
     * @param url of the order
     * @param names what it is for, as {@link Wanted#names} tells it
     */
    record OpenOrder(String authority, String url, String names, KeyPair keys) {
        String text() {
            return authority + "\n" + url + "\n" + names + "\n" + Pem.of(keys);
        }

        static Optional<OpenOrder> read(String text) {
            String[] lines = text.split("\n", 4);
            try {
                return lines.length < 4
                        ? Optional.empty()
                        : Optional.of(new OpenOrder(lines[0], lines[1], lines[2], Pem.keys(lines[3])));
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    }

    Optional<OpenOrder> order(Wanted wanted) throws IOException {
        return of(wanted).read(wanted.place() + ".order").flatMap(OpenOrder::read);
    }

    /** When the order of {@link #order} was written down. */
    Instant orderPlaced(Wanted wanted) throws IOException {
        return Files.getLastModifiedTime(of(wanted).path(wanted.place() + ".order"))
                .toInstant();
    }

    void writeOrder(Wanted wanted, OpenOrder order) throws IOException {
        of(wanted).write(wanted.place() + ".order", order.text());
    }

    void deleteOrder(Wanted wanted) throws IOException {
        of(wanted).delete(wanted.place() + ".order");
    }

    /** Writes down that this certificate was revoked, so that a start, too, replaces it at once. */
    void writeRevoked(Wanted wanted, Kept revoked) throws IOException {
        of(wanted).write(wanted.place() + ".revoked", revoked.serial() + "\n");
    }

    boolean isRevoked(Wanted wanted, Kept kept) throws IOException {
        return of(wanted)
                .read(wanted.place() + ".revoked")
                .filter(serial -> serial.strip().equals(kept.serial()))
                .isPresent();
    }

    void deleteRevoked(Wanted wanted) throws IOException {
        of(wanted).delete(wanted.place() + ".revoked");
    }

    /**
     * An account with an authority.
     *
     * @param directory of the authority: with another one, it is none
     * @param url of the account; empty while nobody knows whether it was made
     */
    record KeptAccount(String directory, String url, KeyPair keys) {
        String text() {
            return directory + "\n" + url + "\n" + Pem.of(keys);
        }

        static Optional<KeptAccount> read(String text) {
            String[] lines = text.split("\n", 3);
            try {
                return lines.length < 3
                        ? Optional.empty()
                        : Optional.of(new KeptAccount(lines[0], lines[1], Pem.keys(lines[2])));
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    }

    Optional<KeptAccount> account(String authority) throws IOException {
        return vault.accounts().read(authority).flatMap(KeptAccount::read);
    }

    void writeAccount(String authority, KeptAccount account) throws IOException {
        vault.accounts().write(authority, account.text());
    }

    /** The addresses that the authority was told, one a line; empty where nobody knows. */
    Optional<String> contacts(String authority) throws IOException {
        return vault.accounts().read(contact(authority));
    }

    void writeContacts(String authority, String contacts) throws IOException {
        vault.accounts().write(contact(authority), contacts);
    }

    /** The account with the key that it is about to get. */
    Optional<KeptAccount> nextAccount(String authority) throws IOException {
        return vault.accounts().read(next(authority)).flatMap(KeptAccount::read);
    }

    void writeNextAccount(String authority, KeptAccount account) throws IOException {
        vault.accounts().write(next(authority), account.text());
    }

    void deleteNextAccount(String authority) throws IOException {
        vault.accounts().delete(next(authority));
    }

    private static String contact(String authority) {
        return authority + "+contacts";
    }

    /** No authority has such a name. */
    private static String next(String authority) {
        return authority + "+next";
    }
}
