package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An nginx that is killed, frozen and brought back. */
final class FragileBackend implements AutoCloseable {
    /** The states that it can be in. */
    enum Fate {
        WELL,
        DEAD,
        FROZEN
    }

    private final Path directory;
    private ServerProcess nginx;
    private Fate fate = Fate.WELL;
    private long since = System.nanoTime();

    FragileBackend(Path directory) throws IOException {
        this.directory = directory;
        this.nginx = NginxBackend.start(directory);
    }

    int port() {
        return nginx.port();
    }

    boolean isWell() {
        return fate == Fate.WELL;
    }

    /** Whether it has been well for as long as it takes to find that out. */
    boolean isKnownToBeWell(Duration detection) {
        return isWell() && System.nanoTime() - since > detection.toNanos();
    }

    void kill() {
        nginx.process().destroyForcibly();
        become(Fate.DEAD);
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
        become(Fate.FROZEN);
    }

    void restore() throws IOException, InterruptedException {
        switch (fate) {
            case WELL -> {}
            case DEAD -> {
                nginx.process().waitFor();
                nginx = NginxBackend.start(directory, nginx.port());
            }
            case FROZEN -> signal("CONT");
        }
        become(Fate.WELL);
    }

    private void become(Fate next) {
        fate = next;
        since = System.nanoTime();
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(nginx.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    @Override
    public void close() {
        nginx.process().destroyForcibly();
    }
}
