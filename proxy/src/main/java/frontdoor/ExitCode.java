package frontdoor;

/** What the process ends with. */
final class ExitCode {
    static final int GOOD = 0;
    /** The configuration has problems, or what was asked for is not healthy. */
    static final int PROBLEMS = 1;
    /** The command line was wrong; also what picocli returns for it. */
    static final int USAGE = 2;
    /** The front door could not be opened for another reason: an address in use, no permission, a directory not writable. */
    static final int CANNOT_START = 3;

    /** It served, and has lost an event loop: it is to be started again. */
    static final int LOOP_LOST = 4;

    private ExitCode() {}
}
