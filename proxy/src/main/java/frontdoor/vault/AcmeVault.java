package frontdoor.vault;

import java.io.IOException;
import java.nio.file.Path;

/** Where in the state directory accounts with authorities are kept, and certificates that they have issued. */
public final class AcmeVault {
    private final Vault vault;

    /** The one in the state directory {@code directory}. */
    public AcmeVault(Path directory) {
        this.vault = new Vault(directory.resolve("acme"));
    }

    /** Removes what an end in the middle of writing has left. Blocks; nobody may write meanwhile. */
    public void sweep() throws IOException {
        vault.sweep();
    }

    /** A file for each account. */
    public Vault accounts() {
        return vault.within("accounts");
    }

    /** The files of a site. */
    public Vault of(String site) {
        return vault.within("sites").within(site);
    }

    /** The name of the file of a site's certificate and its key, which need not be there yet. */
    public static String certificate(int place) {
        return place + ".pem";
    }

    /** The name of the file that tells what was tried for it. */
    public static String history(int place) {
        return place + ".history";
    }
}
