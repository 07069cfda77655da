package frontdoor.listen;

import frontdoor.report.Cause;

/** Why an address cannot be bound; the system tells it in words only, through the JDK and Netty alike. */
enum BindProblem {
    IN_USE,
    FORBIDDEN,
    NO_SUCH_ADDRESS,
    OTHER;

    static BindProblem of(Throwable refused) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        if (message.contains("in use")) {
            return IN_USE;
        }
        if (message.contains("ermission denied")) {
            return FORBIDDEN;
        }
        if (message.contains("assign requested address")
                || message.contains("rotocol family unavailable")
                || message.contains("not supported by protocol")
                || message.contains("nsupported address")) {
            return NO_SUCH_ADDRESS;
        }
        return OTHER;
    }

    CannotListenException toException(Port port, Throwable refused) {
        String reason = switch (this) {
            case IN_USE -> "address in use; end what holds it, or change " + port.key();
            case FORBIDDEN ->
                "no permission to bind port " + port.address().port()
                        + " (give the process CAP_NET_BIND_SERVICE, or listen on a port from 1024 up)";
            case NO_SUCH_ADDRESS -> "this machine has no such address";
            case OTHER -> Cause.inWords(refused);
        };
        return new CannotListenException(
                "cannot listen on " + port.key() + " " + port.address() + ": " + reason,
                refused,
                this == IN_USE ? port : null);
    }
}
