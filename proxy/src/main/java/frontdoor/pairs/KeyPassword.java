package frontdoor.pairs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The password of a private key, or where it is kept. Its text says nothing of what it is. */
public sealed interface KeyPassword {
    /** The first line of a file, in UTF-8. */
    record InFile(Path file) implements KeyPassword {}

    /** A value of the configuration, such as one that comes from a variable of the environment. */
    record Given(String text) implements KeyPassword {
        @Override
        public String toString() {
            return "Given[...]";
        }
    }

    /** The files it takes: none or one. */
    default List<Path> files() {
        return switch (this) {
            case InFile(Path file) -> List.of(file);
            case Given _ -> List.of();
        };
    }

    /** The name of it for people. */
    default String shown() {
        return switch (this) {
            case InFile(Path file) -> "the password in " + file;
            case Given _ -> "the password";
        };
    }

    /**
     * The password itself. Blocks.
     *
     * @throws PemProblem if its file cannot be read, or begins with an empty line
     */
    default char[] read() throws PemProblem {
        return switch (this) {
            case InFile(Path file) -> firstLine(file).toCharArray();
            case Given(String text) -> text.toCharArray();
        };
    }

    private static String firstLine(Path file) throws PemProblem {
        String text = new String(KeyFiles.readOctets(file, "the file that holds the password"), StandardCharsets.UTF_8);
        String line = text.replaceFirst("^\uFEFF", "").lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw new PemProblem(file + ": its first line is empty; it should be the password and nothing else");
        }
        return line;
    }
}
