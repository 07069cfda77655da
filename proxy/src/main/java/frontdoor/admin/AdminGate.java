package frontdoor.admin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages in an operator's browser away from the admin listener: a name that an attacker's DNS points at loopback is refused by
 * its Host, and what changes something needs a field that a page of another origin cannot send unasked.
 */
final class AdminGate {
    /** The field that every changing request carries. */
    static final String FIELD = "Frontdoor-Admin";

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private AdminGate() {}

    static @Nullable AdminAnswer refuse(AdminRequest request) {
        String host = request.field("Host");
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            return AdminAnswer.text(421, "ask for a loopback address by its number or as localhost\n");
        }
        if (!request.reads() && request.field(FIELD) == null) {
            return AdminAnswer.text(403, "a request that changes something needs the field " + FIELD + "\n");
        }
        return null;
    }
}
