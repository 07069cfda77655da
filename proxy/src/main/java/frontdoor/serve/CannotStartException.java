package frontdoor.serve;

/** A front door could not be opened: the lines say why, the exit code which kind of reason it is. */
public final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CannotStartException(int exitCode, String lines) {
        super(lines);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
