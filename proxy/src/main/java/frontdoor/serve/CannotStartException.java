package frontdoor.serve;

/** A front door could not be opened: the lines say why, the exit code which kind of reason it is. */
public final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient Obstacle obstacle;

    CannotStartException(int exitCode, String lines) {
        this(exitCode, lines, new Obstacle.Other());
    }

    CannotStartException(int exitCode, String lines, Obstacle obstacle) {
        super(lines);
        this.exitCode = exitCode;
        this.obstacle = obstacle;
    }

    /** The reason in words, as a person is told it. */
    public String lines() {
        return String.valueOf(getMessage());
    }

    /** The kind of reason. */
    public Obstacle obstacle() {
        return obstacle;
    }

    public int exitCode() {
        return exitCode;
    }
}
