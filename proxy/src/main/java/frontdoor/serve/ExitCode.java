package frontdoor.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/** The code that the process ends with. */
public final class ExitCode {
    public static final int GOOD = 0;
    /** The configuration has problems, or what was asked for is not healthy. */
    public static final int PROBLEMS = 1;
    /** The command line was wrong; the parser of the command line returns it too. */
    public static final int USAGE = 2;
    /** The front door could not be opened for another reason: an address in use, no permission, a directory not writable. */
    public static final int CANNOT_START = 3;
    /** It served, and has lost an event loop: it is to be started again. */
    static final int LOOP_LOST = 4;

    private ExitCode() {}

    /** Every code with what it means, for the help. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("0", "good");
        meanings.put("1", "problems: of the configuration, of what was judged, or it is not healthy");
        meanings.put("2", "wrong usage");
        meanings.put(
                "3", "it could not start: an address in use, no permission, no usable state directory, or one in use");
        meanings.put("4", "it lost an event loop while it served: start it again");
        return meanings;
    }
}
