package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.admin.AdminAnswer;
import frontdoor.admin.AdminPage;
import frontdoor.admin.AdminServer;
import frontdoor.fixture.AdminEntrances;
import frontdoor.fixture.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that is named to a command about the running process: it is there, and it is the process's own. */
class ReloadCommandTest {
    @TempDir
    Path directory;

    private final AtomicInteger reloads = new AtomicInteger();
    private final Map<String, AdminPage> pages = new HashMap<>();
    private AdminServer admin;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("shop.conf");
        pages.put("/api/file", _ -> AdminAnswer.text(200, file + "\n"));
        pages.put("/api/reload", _ -> {
            reloads.incrementAndGet();
            return AdminAnswer.text(200, "reloaded\n");
        });
        admin = AdminServer.open(AdminEntrances.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), pages);
        write(file);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private Path write(Path named) throws IOException {
        return Files.writeString(named, "frontdoor.admin.listen = \"" + authority() + "\"");
    }

    private String authority() {
        return "127.0.0.1:" + admin.address().getPort();
    }

    private static CommandRun reload(Path named) {
        return CommandRun.of("reload", named.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reload", "health", "discovery"})
    void asksNobodyForAFileThatIsNotThere(String command) {
        Path typo = directory.resolve("shpo.conf");
        assertThat(CommandRun.of(command, typo.toString())).isEqualTo(new CommandRun(1, "", typo + ": no such file\n"));
    }

    @Test
    void reloadsTheFileOfTheProcessByWhateverPath() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.conf"), file);
        assertThat(reload(file)).isEqualTo(new CommandRun(0, "reloaded\n", ""));
        assertThat(reload(link).exitCode()).isZero();
        assertThat(reload(directory.resolve("./shop.conf")).exitCode()).isZero();
        assertThat(reloads).hasValue(3);
    }

    @Test
    void tellsWhichFileTheProcessRunsInstead() throws IOException {
        Path other = write(directory.resolve("other.conf"));
        String told = "frontdoor: the process on " + authority() + " runs " + file + ", not " + other + "\n";
        assertThat(reload(other)).isEqualTo(new CommandRun(1, "", told));
        assertThat(reloads).hasValue(0);
    }

    /** Where the process does not tell its file, nothing can be held against the one that was named. */
    @Test
    void reloadsAProcessThatDoesNotTellItsFile() throws IOException {
        pages.put("/api/file", _ -> AdminAnswer.text(404, "no such page\n"));
        admin.close();
        admin = AdminServer.open(AdminEntrances.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), pages);
        assertThat(reload(write(file))).isEqualTo(new CommandRun(0, "reloaded\n", ""));
    }

    /** Nobody can know who listens by default on the machine of a test: it is told what is wrong with the file in any case. */
    @ParameterizedTest
    @ValueSource(strings = {"reload", "health", "discovery"})
    void tellsWhatIsWrongWithAFileThatNamesNoAddress(String command) throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.conf"), "frontdoor {");
        CommandRun run = CommandRun.of(command, broken.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).anyMatch(line -> line.startsWith(broken + ":1: "));
    }
}
