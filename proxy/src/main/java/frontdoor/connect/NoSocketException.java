package frontdoor.connect;

import java.io.IOException;

/** No socket can be made, most likely since no descriptor is left. */
public final class NoSocketException extends IOException {
    private static final long serialVersionUID = 1L;

    NoSocketException(Throwable cause) {
        super(cause);
    }
}
