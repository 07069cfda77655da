package frontdoor.admin;

import frontdoor.hosts.Networks;
import java.net.Socket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gate before the listener that tells how the process is: whoever reaches it may ask for that, and the metrics are for this machine and
 * some networks.
 *
 * @param metricsFrom those networks, asked for at each request
 */
public record HealthGate(Supplier<Networks> metricsFrom) implements AdminGate {
    @Override
    public @Nullable AdminAnswer refuse(AdminRequest request, Socket connection) {
        boolean open = !request.path().equals(AdminPages.METRICS)
                || connection.getInetAddress().isLoopbackAddress()
                || metricsFrom.get().contains(connection.getInetAddress());
        return open ? null : AdminAnswer.text(403, "health.metrics-from does not have your address\n");
    }
}
