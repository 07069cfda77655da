package frontdoor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The sentence on a state directory that cannot be used: what is wrong with it, and what to do. */
public final class UnusableDirectory {
    private UnusableDirectory() {}

    /**
     * Looks at {@code directory} to say what is wrong. Blocks.
     *
     * @param failed what came of making it, or of writing in it
     * @param setting the key or option with which another one is chosen
     */
    public static String inWords(Path directory, IOException failed, String setting) {
        String another = "choose another with " + setting;
        if (Files.isDirectory(directory)) {
            return "the state directory " + directory + " is not writable; make it so for this user, or " + another
                    + reason(failed);
        }
        if (Files.exists(directory)) {
            return "the state directory " + directory + " is not a directory; " + another;
        }
        // What keeps it from being made says that something is missing, and nothing is but itself: /proc, for one.
        return "the state directory " + directory + " does not exist, and cannot be made in " + above(directory)
                + "; make it for this user, or " + another
                + (failed instanceof NoSuchFileException ? "" : reason(failed));
    }

    /** Whether {@code directory} can never be made or used, since it, or what it would be in, is no directory. Blocks. */
    public static boolean isNone(Path directory) {
        Path at = directory.toAbsolutePath();
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at != null && !Files.isDirectory(at);
    }

    private static String reason(IOException failed) {
        return " (" + Cause.inWords(failed) + ")";
    }

    private static Path above(Path directory) {
        Path above = directory.toAbsolutePath();
        for (Path next = above; next != null && !Files.exists(above); next = next.getParent()) {
            above = next;
        }
        return above;
    }
}
