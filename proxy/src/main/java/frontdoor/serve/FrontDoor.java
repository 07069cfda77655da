package frontdoor.serve;

import frontdoor.acme.Acme;
import frontdoor.acme.AcmeWays;
import frontdoor.budget.DescriptorBudget;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.challenge.HttpChallenges;
import frontdoor.config.FrontdoorConfig;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.discovery.Discovery;
import frontdoor.forward.Forwarder;
import frontdoor.groups.UpstreamGroups;
import frontdoor.listen.BoundPort;
import frontdoor.listen.CannotListenException;
import frontdoor.listen.Port;
import frontdoor.login.Passwords;
import frontdoor.loop.LoopWatchdog;
import frontdoor.loop.Transport;
import frontdoor.loop.TransportKind;
import frontdoor.plan.SitePlans;
import frontdoor.promises.DurableLedger;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.Promises;
import frontdoor.reload.Changeover;
import frontdoor.report.Cause;
import frontdoor.report.DurationText;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.snapshot.InForce;
import frontdoor.snapshot.Snapshot;
import frontdoor.snapshot.SnapshotBuilder;
import frontdoor.tls.ServerTls;
import frontdoor.upstream.Upstreams;
import io.netty.channel.ReflectiveChannelFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole front door: {@link #open} is its wiring, read top to bottom.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} takes no new connection, lets what is in flight come to its end within the drain timeout, and cuts the rest.
 */
public final class FrontDoor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

    private final Opened opened = new Opened();
    /** Of these, what another process does from the moment that it takes over. */
    private final Opened duties = new Opened();

    private final ReadingGarbage garbage = ReadingGarbage.ofProcess();
    /** Of the configuration that it was opened with. */
    private final Duration drainTimeout;

    private @Nullable ClientSide clients;
    private @Nullable Changeover changeover;
    private @Nullable OperatorSide operators;
    private @Nullable Observers observers;
    private @Nullable LoopWatchdog loops;
    private final CompletableFuture<Void> succeeded = new CompletableFuture<>();
    private volatile boolean ending;

    private FrontDoor(Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
    }

    /** Opens a front door, or nothing at all. */
    public static FrontDoor open(Start start) throws CannotStartException {
        return open(start, InstantSource.system());
    }

    /** The same where {@code clock} tells which certificates are due, what policies say and what is promised. */
    public static FrontDoor open(Start start, InstantSource clock) throws CannotStartException {
        LogInForce.put(start.config().log());
        FrontDoor frontDoor = new FrontDoor(start.config().drainTimeout());
        try {
            frontDoor.wire(start, clock);
            // Now that nothing of it is held any more.
            frontDoor.garbage.collect();
            return frontDoor;
        } catch (CannotListenException refused) {
            frontDoor.opened.close();
            Obstacle obstacle = refused.taken()
                    .<Obstacle>map(port -> new Obstacle.PortTaken(port.address(), port.speaks() == Port.Speaks.TLS))
                    .orElseGet(Obstacle.Other::new);
            throw new CannotStartException(ExitCode.CANNOT_START, "frontdoor: " + refused.getMessage(), obstacle);
        } catch (IOException failed) {
            frontDoor.opened.close();
            throw new CannotStartException(ExitCode.CANNOT_START, "frontdoor: " + failed.getMessage());
        } catch (CannotStartException | RuntimeException failed) {
            frontDoor.opened.close();
            throw failed;
        }
    }

    private void wire(Start start, InstantSource clock)
            throws CannotStartException, CannotListenException, IOException {
        FrontdoorConfig config = start.config();
        StartReport.starting(start);
        LoadedCertificates certificates = StartCheck.readCertificates(config, clock);
        SitePlans plans = StartCheck.judge(config, certificates, clock);
        Succession succession = opened.keep(Succession.begin(start));

        // TLS outlives the loops: a handshake that is cut at the end still holds a key.
        ServerTls tls = opened.keep(ServerTls.open(config.listen().http2(), clock));

        // What there is only so much of, event loops among it: divided before any of it is used.
        Resources resources = Resources.open(config, opened);
        loops = resources.watchdog();

        // The backend's side.
        Transport transport = resources.transport();
        Upstreams upstreams = opened.keep(upstreams(transport, resources.descriptors()));
        UpstreamGroups groups = opened.keep(new UpstreamGroups(upstreams));

        // What browsers are promised: recorded before it is sent.
        DurableLedger ledger = DurableLedger.open(new LedgerFile(config.stateDirectory()), clock);
        Promises promises = opened.keep(openPromises(ledger, clock, config, certificates));

        // What serves: decided by the snapshot, swapped as a whole.
        HttpChallenges challenges = opened.keep(new HttpChallenges());
        Snapshot snapshot = SnapshotBuilder.build(config, certificates, groups, promises, challenges);
        CurrentSnapshot snapshots = new CurrentSnapshot(snapshot);
        prepare(tls, config, snapshot, certificates);

        // Who hears of every exchange, and the core that tells them.
        observers = Observers.open(start, transport.loops().size(), clock, opened);
        Discovery discovery = observers.discovery();
        Passwords passwords = opened.keep(new Passwords(transport.loops().size()));
        Forwarder forwarder = new Forwarder(snapshots, upstreams, observers, discovery, passwords, transport.loops());

        // What puts something else in force: the same reading and building as above.
        Changeover.Served served = new Changeover.Served(snapshots, tls, groups, promises, challenges, clock);
        Changeover change = new Changeover(new InForce(config, snapshot, certificates), served);
        changeover = change;

        // Proofs that certificates were not revoked: those of last time are sent from the first handshake on.
        Staples.open(change, tls, observers.metrics(), clock, opened);

        // The client's side.
        ClientSide clientSide = opened.keep(ClientSide.open(resources, succession, tls, forwarder, discovery, change));
        clients = clientSide;

        // Those who run it, and whoever writes the state directory: no longer than until another process takes over.
        opened.keep(duties);
        Acme acme = duties.keep(acme(change, new AcmeWays(challenges, tls.challenges()), clock));
        Core core = new Core(snapshots, upstreams, ledger, observers, change, acme, clock);
        OperatorSide operatorSide = new OperatorSide(start, core, clientSide, () -> !ending, duties);
        operatorSide.open(start, resources, succession.isTakingOver());
        succession.complete();
        operatorSide.startReloads(start, certificates, garbage);
        acme.start();
        operators = operatorSide;
        var _ = duties.keep(succession.hear(clientSide::descriptors, this::onSucceeded));
        StartReport.log(config, certificates, plans.heldAgainst(promises.ledger()), clock);
    }

    private static Promises openPromises(
            DurableLedger ledger, InstantSource clock, FrontdoorConfig config, LoadedCertificates certificates) {
        Promises promises = new Promises(ledger, clock);
        try {
            promises.record(config, certificates);
        } catch (IOException _) {
            // Told where it happened; what is not recorded is not sent.
        }
        return promises;
    }

    private static Acme acme(Changeover change, AcmeWays ways, InstantSource clock) {
        return Acme.of(
                () -> change.inForce().config(),
                ways,
                () -> change.changeTo(change.inForce().config()),
                clock);
    }

    private static Upstreams upstreams(Transport transport, DescriptorBudget descriptors) {
        TransportKind kind = transport.kind();
        BackendNames names = BackendNames.ofSystem(
                new ReflectiveChannelFactory<>(kind.datagram()), new ReflectiveChannelFactory<>(kind.socket()));
        return new Upstreams(transport.loops(), Sockets.of(kind), names, descriptors.backends());
    }

    private static void prepare(
            ServerTls tls, FrontdoorConfig config, Snapshot snapshot, LoadedCertificates certificates)
            throws CannotStartException {
        try {
            tls.prepare(snapshot.terms(), config.tls().ticketKeys().orElse(null));
            tls.swap(certificates.store());
        } catch (SSLException e) {
            throw new CannotStartException(
                    ExitCode.CANNOT_START, "frontdoor: no TLS to be had here: " + Cause.inWords(e));
        }
    }

    /** Whether the event loops turn. */
    LoopWatchdog loops() {
        return Objects.requireNonNull(loops);
    }

    /** What is listened on, plaintext ports first. */
    List<BoundPort> ports() {
        return clients == null ? List.of() : clients.ports();
    }

    /** Where the first port of this kind can be reached from this machine. */
    public InetSocketAddress port(Port.Speaks speaks) {
        return ports().stream()
                .filter(bound -> bound.port().speaks() == speaks)
                .findFirst()
                .orElseThrow()
                .local();
    }

    /** From now on a person at the terminal sees the requests: not before that person was told where to visit. */
    void showRequests() {
        if (observers != null) {
            observers.showRequests();
        }
    }

    /** Reads the files again, on another thread. */
    public void reloadNow() {
        if (operators != null) {
            operators.reloadNow();
        }
    }

    /** Cuts what is still open. */
    void closeNow() {
        if (clients != null) {
            clients.closeNow();
        }
    }

    /** Another process has taken over: it accepts what waits in the queues of the sockets, and all that comes. */
    private void onSucceeded() {
        ending = true;
        if (clients != null) {
            clients.close();
        }
        log.info("another process has taken over");
        succeeded.complete(null);
    }

    /** Completed when another process has taken over, and this one has but to be closed. */
    CompletableFuture<Void> succeeded() {
        return succeeded.copy();
    }

    @Override
    public void close() {
        ending = true;
        if (succeeded.isDone()) {
            duties.close();
        }
        Duration deadline = changeover == null
                ? drainTimeout
                : changeover.inForce().config().drainTimeout();
        log.atInfo().addKeyValue("drain-timeout", DurationText.of(deadline)).log("ending: no new connection is taken");
        // A loop that is lost lets nothing come to its end.
        if (clients != null && loops().lost() == null) {
            int cut = succeeded.isDone() ? clients.retire(deadline) : clients.drain(deadline);
            log.atInfo().addKeyValue("cut", cut).log("all connections have ended");
        }
        opened.close();
    }
}
