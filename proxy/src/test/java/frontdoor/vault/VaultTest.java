package frontdoor.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsForItsOwnerAlone() throws IOException {
        Vault vault = new Vault(directory.resolve("acme")).within("shop");
        vault.write("key.pem", "secret");
        assertThat(vault.read("key.pem")).contains("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(vault.path("key.pem"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(vault.directory())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("acme"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileIsReplacedAsAWholeAndNothingElseIsLeft() throws IOException {
        Vault vault = new Vault(directory);
        vault.write("a.pem", "one");
        vault.write("a.pem", "two");
        assertThat(vault.read("a.pem")).contains("two");
        assertThat(vault.list("")).containsExactly("a.pem");
        vault.delete("a.pem");
        assertThat(vault.read("a.pem")).isEmpty();
        assertThat(vault.within("nobody").list(".pem")).isEmpty();
    }

    /** An end in the middle of writing leaves half a file, which nobody reads; a start takes it away. */
    @Test
    void whatAnEndInTheMiddleOfWritingLeftIsSweptAway() throws IOException {
        Vault vault = new Vault(directory.resolve("acme"));
        vault.sweep();
        vault.within("shop").write("a.pem", "one");
        Path left = Files.writeString(vault.within("shop").path(".new-123.tmp"), "half a k");
        assertThat(vault.within("shop").list("")).containsExactly("a.pem");
        vault.sweep();
        assertThat(left).doesNotExist();
        assertThat(vault.within("shop").read("a.pem")).contains("one");
    }

    @Test
    void namesOfWhateverCharactersStayInside() {
        assertThat(new Vault(directory).within("../a b/ü").directory())
                .isEqualTo(directory.resolve("%2E.%2Fa%20b%2F%C3%BC"));
        assertThat(new Vault(directory).within("shop.example").directory())
                .isEqualTo(directory.resolve("shop.example"));
    }
}
