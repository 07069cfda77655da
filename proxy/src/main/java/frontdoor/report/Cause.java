package frontdoor.report;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cause of a failure in an operator's words: those of the operating system where it has any, and never the name of a class. */
public final class Cause {
    /** As strerror(3) has them; found in messages amid the names of calls, addresses and numbers. */
    private static final List<String> OF_THE_SYSTEM = List.of(
            "connection refused",
            "no route to host",
            "network is unreachable",
            "host is unreachable",
            "connection reset",
            "connection timed out",
            "broken pipe",
            "too many open files",
            "address already in use",
            "cannot assign requested address",
            "no space left on device",
            "disk quota exceeded",
            "read-only file system",
            "input/output error",
            "stale file handle",
            "is a directory",
            "permission denied",
            "operation not permitted",
            "no such file or directory");

    private static final String TIMED_OUT = "timed out";
    private static final String NO_ADDRESS = "the name has no address";
    private static final int DEEPEST = 10;
    private static final int LONGEST = 300;
    /** {@code java.io.IOException: } and the like, before what is said. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z][\\w]*\\.)+[A-Z][\\w$]*(?::\\s*)?");

    private Cause() {}

    /** One line, printable, in lower case where it is of our own or the system's making. */
    public static String inWords(Throwable failed) {
        Throwable link = failed;
        String words = null;
        boolean ofName = false;
        for (int depth = 0; link != null && depth < DEEPEST; depth++) {
            ofName |= link instanceof UnknownHostException;
            String here = wordsOf(link);
            // The deepest that has something to say knows best what happened.
            words = here != null ? here : words;
            link = link.getCause();
        }
        if (ofName && TIMED_OUT.equals(words)) {
            return "the name servers do not answer";
        }
        return words == null ? nameInWords(failed) : words;
    }

    private static @Nullable String wordsOf(Throwable link) {
        String ofType = switch (link) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _, FileAlreadyExistsException _ -> "not a directory";
            case OutOfMemoryError _ -> "out of memory";
            case ClosedChannelException _ -> "the connection was closed";
            default -> null;
        };
        String message = messageOf(link);
        if (ofType != null || message == null) {
            return ofType != null ? ofType : ofTypeWithoutMessage(link);
        }
        String lower = message.toLowerCase(Locale.ROOT);
        return OF_THE_SYSTEM.stream()
                .filter(lower::contains)
                .findFirst()
                .orElseGet(() -> otherwise(link, lower, message));
    }

    private static @Nullable String ofTypeWithoutMessage(Throwable link) {
        return switch (link) {
            case EOFException _ -> "it ended too early";
            case TimeoutException _, SocketTimeoutException _ -> TIMED_OUT;
            case UnknownHostException _ -> NO_ADDRESS;
            default -> null;
        };
    }

    private static String otherwise(Throwable link, String lower, String message) {
        if (lower.contains("timed out")) {
            return TIMED_OUT;
        }
        if (link instanceof UnknownHostException) {
            return NO_ADDRESS;
        }
        return Printable.of(message, LONGEST);
    }

    /** What is said of a link itself: not what it repeats of its cause. */
    private static @Nullable String messageOf(Throwable link) {
        String message = link instanceof FileSystemException system
                        && system.getReason() != null
                        && !system.getReason().isEmpty()
                ? lowered(system.getReason())
                : link.getMessage();
        if (message == null) {
            return null;
        }
        String plain = CLASS_NAME.matcher(message).replaceAll("").strip();
        boolean onlyAPath = link instanceof FileSystemException system && plain.equals(system.getFile());
        return plain.isEmpty() || onlyAPath ? null : plain;
    }

    /** The system's own words are a sentence's beginning nowhere. */
    private static String lowered(String reason) {
        return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }

    /** {@code StacklessClosedChannelException} as {@code stackless closed channel}: better than nothing at all. */
    private static String nameInWords(Throwable failed) {
        String name = failed.getClass().getSimpleName().replaceFirst("(?<=.)(Exception|Error)$", "");
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? "an unknown failure" : words;
    }
}
