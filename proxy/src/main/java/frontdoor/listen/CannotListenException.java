package frontdoor.listen;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An address could not be bound; the message is one line for the operator. */
public final class CannotListenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Port taken;

    CannotListenException(String message, Throwable cause, @Nullable Port taken) {
        super(message, cause);
        this.taken = taken;
    }

    /** The port, when somebody else listens there. */
    public Optional<Port> taken() {
        return Optional.ofNullable(taken);
    }
}
