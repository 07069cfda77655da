package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hosts.ListenAddress;
import frontdoor.hosts.Networks;
import java.util.Optional;

/**
 * Where those ask who decide over the process and watch it, as kubelets, load balancers and Prometheus.
 *
 * @param listen empty for nowhere
 * @param metricsFrom who may read the metrics there, besides this machine
 */
public record HealthConfig(Optional<ListenAddress> listen, Networks metricsFrom) {
    /** What is written under {@code node}, where others listen on {@code taken}. */
    static HealthConfig read(Node node, TakenAddresses taken) {
        node.requireObject();
        Node listen = node.child("listen");
        Networks metricsFrom = NetworkList.read(node.child("metrics-from"));
        node.refuseUnknownKeys();
        boolean off = listen.isScalar() && listen.text().equals("off");
        return new HealthConfig(off ? Optional.empty() : taken.read(listen), metricsFrom);
    }
}
