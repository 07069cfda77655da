package frontdoor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that this process runs as, for whoever has to let it read a file. */
public final class ProcessUser {
    private ProcessUser() {}

    /** {@code user www-data (uid 33)}; in a container there is often the number only: {@code uid 65532}. Blocks on a file of the kernel's. */
    public static String text() {
        String name = System.getProperty("user.name", "?");
        String uid = uid();
        if (name.equals("?") || name.isBlank() || name.equals(uid)) {
            return "uid " + uid;
        }
        return "user " + name + (uid.equals("?") ? "" : " (uid " + uid + ")");
    }

    private static String uid() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    // Real, effective, saved, of the file system: the last decides who may read.
                    .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException noSuchSystem) {
            return "?";
        }
    }
}
