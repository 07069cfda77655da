package frontdoor.serve;

import frontdoor.budget.HandshakeBudget;
import frontdoor.config.ListenConfig;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ClientLimits;
import frontdoor.forward.Forwarder;
import frontdoor.limits.ListenLimits;
import frontdoor.listen.BoundPort;
import frontdoor.listen.CannotListenException;
import frontdoor.listen.ClientPipeline;
import frontdoor.listen.ClientSettings;
import frontdoor.listen.ConnectionLimits;
import frontdoor.listen.HandshakeTally;
import frontdoor.listen.Listeners;
import frontdoor.listen.OpenConnections;
import frontdoor.listen.Port;
import frontdoor.listen.ProbeSources;
import frontdoor.loop.Transport;
import frontdoor.reload.Changeover;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.terms.TlsSite;
import frontdoor.tls.ServerTls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where clients come in: the ports, what is done with a connection, and the connections that are open.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} takes no new connection; {@link #drain} and {@link #closeNow} end those that are open.
 */
final class ClientSide implements AutoCloseable {
    private final OpenConnections connections;
    private final HandshakeTally handshakes;
    private final ProbeSources probes = new ProbeSources();
    private final Listeners listeners;

    private ClientSide(
            Resources resources,
            Succession succession,
            ServerTls tls,
            Forwarder forwarder,
            Discovery discovery,
            Changeover changeover)
            throws CannotListenException {
        Transport transport = resources.transport();
        handshakes = new HandshakeTally(transport.loops().size());
        int byDefault = resources.descriptors().clientsByDefault();
        int mostHandshakes = HandshakeBudget.ofProcess();
        connections = new OpenConnections(
                transport.loops(), () -> limits(inForce(changeover).limits(), byDefault, mostHandshakes));
        ClientPipeline pipeline = new ClientPipeline(
                () -> settings(changeover, tls, forwarder),
                new ClientVersions(),
                connections,
                handshakes,
                (loop, name) -> discovery.onServerName(loop.index(), loop.epochSecond(), name),
                probes);
        listeners =
                Listeners.open(transport, ports(inForce(changeover)), succession.inherited(), pipeline, connections);
        resources.pauseWhenScarce(connections);
    }

    /** Listens from now on. What a reload may change is looked up for each connection. */
    static ClientSide open(
            Resources resources,
            Succession succession,
            ServerTls tls,
            Forwarder forwarder,
            Discovery discovery,
            Changeover changeover)
            throws CannotListenException {
        return new ClientSide(resources, succession, tls, forwarder, discovery, changeover);
    }

    private static ConnectionLimits limits(ListenLimits limits, int byDefault, int handshakesByDefault) {
        int total = limits.connections().orElse(byDefault);
        return new ConnectionLimits(
                total,
                limits.connectionsPerClient().orElse(Integer.MAX_VALUE),
                limits.handshakes().orElse(Math.min(ConnectionLimits.handshakes(total), handshakesByDefault)),
                limits.handshakesPerClient().orElse(Integer.MAX_VALUE));
    }

    private static ListenConfig inForce(Changeover changeover) {
        return changeover.inForce().config().listen();
    }

    private static List<Port> ports(ListenConfig listen) {
        List<Port> ports = new ArrayList<>();
        listen.plaintext().forEach(address -> ports.add(Port.http(address)));
        listen.tls().forEach(address -> ports.add(Port.tls(address)));
        return ports;
    }

    private static ClientSettings settings(Changeover changeover, ServerTls tls, Forwarder forwarder) {
        ListenConfig listen = inForce(changeover);
        ClientLimits limits = new ClientLimits(
                listen.limits().requestLine(),
                listen.limits().headerSize(),
                listen.limits().headerCount(),
                listen.timeouts().clientHeader().toNanos(),
                listen.timeouts().clientIdle().toNanos(),
                listen.timeouts().clientWrite().toNanos(),
                listen.timeouts().connectionAge().toNanos());
        return new ClientSettings(
                limits,
                listen.timeouts().handshake().toNanos(),
                tls,
                name -> siteOf(changeover, name),
                listen.proxyProtocol(),
                listen.trustedProxies(),
                listen.http2(),
                forwarder,
                forwarder.plainOnTlsPort());
    }

    private static TlsSite siteOf(Changeover changeover, @Nullable String serverName) {
        Snapshot snapshot = changeover.inForce().snapshot();
        Site site = snapshot.siteOfServerName(serverName);
        return site == null ? new TlsSite(null, snapshot.usualTerms()) : new TlsSite(site.name(), site.terms());
    }

    /** What is listened on, plaintext ports first. */
    List<BoundPort> ports() {
        return listeners.bound();
    }

    /** The sockets that are listened on, for another process. */
    List<Integer> descriptors() {
        return listeners.descriptors();
    }

    OpenConnections connections() {
        return connections;
    }

    HandshakeTally handshakes() {
        return handshakes;
    }

    /** Which connections are our own questions, and not to be counted as clients. */
    ProbeSources probes() {
        return probes;
    }

    /**
     * Takes no new connection, and waits until what is in flight has come to its end, or the deadline.
     *
     * @return how many connections were cut then
     */
    int drain(Duration deadline) {
        close();
        return connections.end().drain(deadline).join();
    }

    /**
     * The same where another process serves the clients that come again: for half of the time every connection may have one more exchange,
     * so that none is closed on a request that is on its way.
     */
    int retire(Duration deadline) {
        close();
        Duration half = deadline.dividedBy(2);
        connections.end().retire(half).join();
        return connections.end().drain(deadline.minus(half)).join();
    }

    /** Cuts what is still open. */
    void closeNow() {
        connections.end().closeNow();
    }

    @Override
    public void close() {
        listeners.close();
    }
}
