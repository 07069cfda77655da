package frontdoor.command;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A command line of one word, or of one and FILE, which needs no picocli to be understood: that takes a command apart by reflection, for longer
 * than the command itself takes to read a configuration.
 *
 * @param name of the command
 * @param file what follows it, if anything
 */
record ShortLine(String name, @Nullable Path file) {
    /** {@code args} if they are one. Where a person looks on, only those that serve are: what others print has colours then, and a width. */
    static Optional<ShortLine> of(boolean personLooksOn, String... args) {
        boolean isShort = args.length == 1 || args.length == 2 && isFile(args[1]);
        if (!isShort || personLooksOn && !Commands.serves(args)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ShortLine(args[0], args.length == 1 ? null : Path.of(args[1])));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** Neither an option, nor a file of arguments, nor the word that asks for help. */
    private static boolean isFile(String word) {
        return !word.isBlank() && word.charAt(0) != '-' && word.charAt(0) != '@';
    }

    /** Runs the command and returns its exit code; empty if it is none that FILE is enough for. */
    OptionalInt execute(PrintWriter out, PrintWriter err) {
        if (!(Commands.create(name) instanceof FileCommand command)) {
            return OptionalInt.empty();
        }
        command.terminal().printTo(new Terminal.Bare("frontdoor " + name, out, err));
        command.file().setTo(file, "frontdoor " + name);
        int exitCode = command.call();
        out.flush();
        err.flush();
        return OptionalInt.of(exitCode);
    }
}
