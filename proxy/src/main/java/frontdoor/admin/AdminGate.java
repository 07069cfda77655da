package frontdoor.admin;

import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A decision on who may ask a listener what. */
public interface AdminGate {
    /** Why {@code request}, which came over {@code connection}, is not answered; null where it is. On a virtual thread, may block. */
    @Nullable
    AdminAnswer refuse(AdminRequest request, Socket connection);
}
