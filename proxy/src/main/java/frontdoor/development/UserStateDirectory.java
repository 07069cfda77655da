package frontdoor.development;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the state directory for who tries Frontdoor out, mostly not as root. */
public final class UserStateDirectory {
    private static final Path OF_SYSTEM = Path.of("/var/lib/frontdoor");

    private UserStateDirectory() {}

    /**
     * That of the system where it can be used, else the one of the XDG Base Directory Specification.
     *
     * @param xdgStateHome the environment's XDG_STATE_HOME, if any; as the specification says, it counts only when absolute
     */
    public static Path find(@Nullable String xdgStateHome, String home) {
        return find(OF_SYSTEM, xdgStateHome, home);
    }

    static Path find(Path ofSystem, @Nullable String xdgStateHome, String home) {
        if (Files.isDirectory(ofSystem) && Files.isWritable(ofSystem)) {
            return ofSystem;
        }
        boolean named = xdgStateHome != null && Path.of(xdgStateHome).isAbsolute();
        return (named ? Path.of(xdgStateHome) : Path.of(home, ".local", "state")).resolve("frontdoor");
    }
}
