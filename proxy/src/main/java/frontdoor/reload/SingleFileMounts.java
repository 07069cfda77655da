package frontdoor.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files that are mounted by themselves, as {@code docker run -v ./frontdoor.conf:/etc/frontdoor/frontdoor.conf} does. Editors and
 * certificate clients replace a file by a rename; such a mount goes on showing the one it was made of.
 */
public final class SingleFileMounts {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final Pattern BLANK = Pattern.compile(" ");
    /** A blank, a tab, a line feed or a backslash in a name (proc_pid_mountinfo(5)). */
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private SingleFileMounts() {}

    /** Those of {@code files} that are mounted by themselves; none where the system does not tell. Blocks. */
    public static List<Path> among(Collection<Path> files) {
        try {
            return among(files, Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1));
        } catch (IOException noSuchSystem) {
            return List.of();
        }
    }

    static List<Path> among(Collection<Path> files, List<String> mounts) {
        Set<String> points = mounts.stream().map(SingleFileMounts::point).collect(Collectors.toSet());
        return files.stream()
                .filter(file ->
                        points.contains(file.toAbsolutePath().normalize().toString()))
                .filter(Files::isRegularFile)
                .distinct()
                .toList();
    }

    private static String point(String mount) {
        String[] fields = BLANK.split(mount, -1);
        return fields.length <= MOUNT_POINT
                ? ""
                : OCTAL.matcher(fields[MOUNT_POINT])
                        .replaceAll(octal ->
                                Matcher.quoteReplacement(Character.toString(Integer.parseInt(octal.group(1), 8))));
    }

    /** Whether the name leads to another file by now wherever it was mounted from: this one has no name any more. */
    public static boolean isStale(Path file) {
        try {
            return Files.getAttribute(file, "unix:nlink") instanceof Integer names && names == 0;
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
