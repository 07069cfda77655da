package frontdoor.admin;

import frontdoor.hosts.Addresses;
import frontdoor.report.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate before what operators ask for. It keeps web pages in an operator's browser away: a name that an attacker's DNS points here is
 * refused by its Host, and what changes something needs a field that a page of another origin cannot send unasked. And it lets in whoever
 * has the token, where there is one.
 */
public final class OperatorGate implements AdminGate {
    /** The field that every changing request carries. */
    static final String FIELD = "Frontdoor-Admin";

    private static final Logger log = LoggerFactory.getLogger(OperatorGate.class);

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])", Pattern.CASE_INSENSITIVE);

    private final @Nullable TokenFile token;
    private final Predicate<String> names;
    /** Why the token could not be read, as it was told last; empty while it can. */
    private final AtomicReference<String> told = new AtomicReference<>("");

    /**
     * The gate of one listener.
     *
     * @param token that every question has to show, or null
     * @param names whether it may be asked for by a name, or an address, besides those of loopback
     */
    public OperatorGate(@Nullable TokenFile token, Predicate<String> names) {
        this.token = token;
        this.names = names;
    }

    @Override
    public @Nullable AdminAnswer refuse(AdminRequest request, Socket connection) {
        String host = request.field("Host");
        if (host == null || !isOurs(host.replaceFirst(":[0-9]{1,5}$", ""), connection.getLocalAddress())) {
            return AdminAnswer.text(
                    421,
                    "ask for a loopback address by its number or as localhost, for the address that listens, or for a name of the certificate\n");
        }
        AdminAnswer unknown = token == null ? null : refuseUnknown(request, token);
        if (unknown != null) {
            return unknown;
        }
        if (!request.reads() && request.field(FIELD) == null) {
            return AdminAnswer.text(403, "a request that changes something needs the field " + FIELD + "\n");
        }
        return null;
    }

    /** A number is no name that somebody else's DNS could point here. */
    private boolean isOurs(String host, InetAddress local) {
        String bare = host.replaceAll("[\\[\\]]", "");
        return LOOPBACK.matcher(host).matches()
                || Addresses.parse(bare).filter(local::equals).isPresent()
                || names.test(bare);
    }

    private @Nullable AdminAnswer refuseUnknown(AdminRequest request, TokenFile token) {
        try {
            boolean admitted = token.admits(request.field("Authorization"));
            told.set("");
            return admitted ? null : AdminAnswer.text(401, "send the token: Authorization: Bearer TOKEN\n");
        } catch (IOException unreadable) {
            tell(Cause.inWords(unreadable));
            return AdminAnswer.text(503, "no token can be compared with; the log says why\n");
        }
    }

    /** Once for each reason: who may ask anything may ask without end. */
    private void tell(String reason) {
        if (!told.getAndSet(reason).equals(reason)) {
            log.atError()
                    .addKeyValue("reason", reason)
                    .log("the token of admin.token-file cannot be read, so nobody is let in");
        }
    }
}
