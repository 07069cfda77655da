package frontdoor.command;

import frontdoor.report.Cause;
import java.io.PrintStream;

/** The line about an error that ended the program before it could do anything: made with whatever can still be made. */
final class LastWord {
    private LastWord() {}

    /** Says on {@code err} what was {@code thrown}; with {@code --debug} where, too. */
    static void of(Throwable thrown, PrintStream err) {
        String line;
        try {
            line = inWords(thrown) + "; --debug tells where";
        } catch (Throwable again) {
            // What finds words for it cannot be read, either.
            line = "the program cannot be read as a whole; are there enough file descriptors (ulimit -n), and memory?";
        }
        err.println("frontdoor: " + line);
        if ("full".equals(System.getProperty("frontdoor.exceptions"))) {
            thrown.printStackTrace(err);
        }
    }

    /** What ended a command, in one line, with its cure where there is but one. */
    static String inWords(Throwable thrown) {
        String words = Cause.inWords(thrown);
        return words.equals("too many open files")
                ? words + ": this process may have more with ulimit -n 65536, or LimitNOFILE=65536 of systemd"
                : words;
    }
}
