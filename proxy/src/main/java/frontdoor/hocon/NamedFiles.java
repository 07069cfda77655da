package frontdoor.hocon;

import frontdoor.files.FileContent;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the files that values name: small ones that are served, or obeyed, as they were when the configuration was read. Each is watched as
 * the files of the configuration are, so that a change of one is a reload; and what cannot be read is a problem of the value that names it.
 */
public final class NamedFiles {
    private NamedFiles() {}

    /** The file that {@code node} names, of at most {@code most} octets; empty where there is a problem. Blocks. */
    public static Optional<FileContent> read(Node node, int most) {
        return Optional.of(Scalars.path(node))
                .filter(path -> !path.toString().isEmpty())
                .flatMap(path -> read(node, path, most));
    }

    /** {@code path}, which goes with what {@code node} names; empty where there is none, or a problem. Blocks. */
    public static Optional<FileContent> readIfThere(Node node, Path path, int most) {
        return node.files().isThere(path) ? read(node, path, most) : Optional.empty();
    }

    /** The same of a file that is no operator's: whoever only tells what a configuration does may not be allowed to read it. Blocks. */
    public static Optional<FileContent> readIfReadable(Node node, Path path, int most) {
        return node.files().isThere(path)
                        && node.files().content(path, most) instanceof FileReading.Read(FileContent content)
                ? Optional.of(content)
                : Optional.empty();
    }

    private static String cure(String reason) {
        return reason.contains(";")
                ? ""
                : "; write the path of a file that can be read, relative to the file that names it";
    }

    private static Optional<FileContent> read(Node node, Path path, int most) {
        return switch (node.files().content(path, most)) {
            case FileReading.Unreadable(String reason) -> {
                node.problem(path + ": " + reason + cure(reason));
                yield Optional.empty();
            }
            case FileReading.TooLarge(long octets) -> {
                node.problem(path + ": has " + octets + " bytes; at most " + most + " are possible here");
                yield Optional.empty();
            }
            case FileReading.Read(FileContent content) -> Optional.of(content);
        };
    }
}
