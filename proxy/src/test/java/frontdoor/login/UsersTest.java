package frontdoor.login;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.files.FileContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final String HASH = "$2y$05$" + "a".repeat(53);

    private final List<String> faults = new ArrayList<>();

    private Users read(String text) {
        return Users.read(
                new FileContent(Path.of("dir/.htpasswd"), text.getBytes(StandardCharsets.UTF_8)), faults::add);
    }

    @Test
    void readsNamesHashesAndRemarks() {
        Users users = read("# ours\r\n\nann:" + HASH + "\nJörg:" + HASH.replace("$2y$", "$2b$") + ":a remark\n");
        assertThat(faults).isEmpty();
        assertThat(users.has("ann")).isTrue();
        assertThat(users.has("Jörg")).isTrue();
        assertThat(users.has("a remark")).isFalse();
        assertThat(users.isEmpty()).isFalse();
    }

    @Test
    void tellsOfEveryLineThatCannotBeUsedAndOfNoHash() {
        Users users = read("ann\n:" + HASH + "\nbob:{SHA}geheim\ncy:$apr1$geheim\ndan:plain\neve:$2y$20$"
                + "a".repeat(53) + "\nfay:" + HASH + "\nfay:" + HASH);
        assertThat(faults)
                .containsExactly(
                        ".htpasswd:1: is no line of NAME:HASH",
                        ".htpasswd:2: is no line of NAME:HASH",
                        ".htpasswd:3: the hash of bob is none of bcrypt; make it with htpasswd -B",
                        ".htpasswd:4: the hash of cy is none of bcrypt; make it with htpasswd -B",
                        ".htpasswd:5: the hash of dan is none of bcrypt; make it with htpasswd -B",
                        ".htpasswd:6: the hash of eve has a cost of 20; 4 to 14 is possible",
                        ".htpasswd:8: fay has a line already");
        assertThat(users.toString()).isEqualTo("dir/.htpasswd");
    }

    @Test
    void givesNobodyAHashThatTakesAsLongAsAnybodys() {
        assertThat(new String(read("ann:" + HASH).hashOf("nobody"), StandardCharsets.US_ASCII))
                .isEqualTo("$2y$05$" + ".".repeat(53));
    }
}
