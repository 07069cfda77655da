package frontdoor.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.stream.Stream;

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

    /**
     * Gives what is in it to the owner of the state directory, where that is somebody else: what root has written there, Frontdoor could not
     * read. Blocks.
     */
    public void giveToOwner() throws IOException {
        Path state = vault.directory().getParent();
        if (state == null || !Files.isDirectory(vault.directory())) {
            return;
        }
        UserPrincipal owner = Files.getOwner(state);
        try (Stream<Path> all = Files.walk(vault.directory())) {
            for (Path file : all.toList()) {
                if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    Files.setOwner(file, owner);
                }
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
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
