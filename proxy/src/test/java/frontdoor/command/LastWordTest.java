package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class LastWordTest {
    private static String said(Throwable thrown) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LastWord.of(thrown, new PrintStream(err, true, StandardCharsets.UTF_8));
        return err.toString(StandardCharsets.UTF_8);
    }

    /** As the JDK ends where it cannot read a file of its own. */
    @Test
    void namesWhatTheSystemLacksAndTheCure() {
        Throwable cause = new FileSystemException("/jdk/conf/security/java.security", null, "Too many open files");
        assertThat(said(new InternalError("Error loading java.security file", cause)))
                .isEqualTo("frontdoor: too many open files: this process may have more with ulimit -n 65536,"
                        + " or LimitNOFILE=65536 of systemd; --debug tells where\n");
    }

    /** Where classes cannot be read, that of the words may be one of them. */
    @Test
    void isSaidWithoutWordsForIt() {
        Throwable wordless = new Error() {
            @Override
            public String getMessage() {
                throw new NoClassDefFoundError("frontdoor/report/Printable");
            }
        };
        assertThat(said(wordless))
                .isEqualTo(
                        "frontdoor: the program cannot be read as a whole; are there enough file descriptors (ulimit -n),"
                                + " and memory?\n");
    }
}
