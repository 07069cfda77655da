package frontdoor.listen;

/** An address could not be bound; the message is one line for the operator. */
public final class CannotListenException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
