package frontdoor.probe;

import frontdoor.listen.BoundPort;
import frontdoor.report.Cause;
import frontdoor.snapshot.Snapshot;
import frontdoor.x509.PresentedCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks about one host on every listener, one question per connection and one connection at a time, and compares what comes with what
 * the snapshot says.
 *
 * <p>An answer is right if it is what policy said just before or just after it: a reload or midnight may have come between.
 *
 * <h2>Threads</h2>
 *
 * Blocks the caller, for each question no longer than {@link Reach#patience}; {@link #close} on any.
 *
 * <h2>Closing</h2>
 *
 * Cuts the connection that is open, so that nobody has to wait for its answer.
 */
final class HostProbe implements AutoCloseable {
    private static final PresentedCertificate EVERY_NAME = _ -> true;

    private final Reach reach;
    private final Supplier<Snapshot> snapshots;
    private final InstantSource clock;
    /** The asking thread waits for its answer, and so cannot look at the time. */
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("frontdoor-self-probe-timer").factory());

    private volatile @Nullable ProbeSocket open;

    HostProbe(Reach reach, Supplier<Snapshot> snapshots, InstantSource clock) {
        this.reach = reach;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** The first answer that is wrong, if there is one. */
    Optional<Mismatch> find(ProbedHost host) {
        for (BoundPort port : reach.ports()) {
            for (Protocol protocol : Protocol.of(port.port().speaks(), reach.http2())) {
                for (Question question : protocol.questions()) {
                    Mismatch wrong = find(host, port.local(), protocol, question);
                    if (wrong != null) {
                        return Optional.of(wrong);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable Mismatch find(ProbedHost host, InetSocketAddress listener, Protocol protocol, Question question) {
        Expectation before = expectation();
        PresentedCertificate certificate = EVERY_NAME;
        String got;
        try (ProbeSocket socket = new ProbeSocket(listener, reach.sources(), timer, reach.patience())) {
            open = socket;
            Answer answer = ask(socket, host, protocol, question);
            certificate = socket.presented();
            if (answer.equals(before.answer(host, protocol, question, certificate))
                    || answer.equals(expectation().answer(host, protocol, question, certificate))) {
                return null;
            }
            got = answer.text();
        } catch (IOException failed) {
            got = text(failed);
        }
        String asked = protocol.text() + ", port " + listener.getPort() + ", " + question.text();
        return new Mismatch(
                asked, before.answer(host, protocol, question, certificate).text(), got);
    }

    private Expectation expectation() {
        return new Expectation(snapshots.get(), clock.instant().getEpochSecond());
    }

    private Answer ask(ProbeSocket socket, ProbedHost host, Protocol protocol, Question question) throws IOException {
        try {
            return switch (protocol) {
                case PLAINTEXT -> Http1Asking.ask(socket.connect(), host, question);
                case HTTP_1 -> Http1Asking.ask(socket.shakeHands(host, "http/1.1"), host, question);
                case HTTP_2 -> Http2Asking.ask(socket.shakeHands(host, "h2"), host, question);
            };
        } catch (IOException failed) {
            throw socket.wasCut()
                    ? new IOException("no answer within " + reach.patience().toMillis() + " ms")
                    : failed;
        }
    }

    private static String text(IOException failed) {
        return failed instanceof EOFException && failed.getMessage() == null
                ? "the connection was ended"
                : Cause.inWords(failed);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        ProbeSocket waiting = open;
        if (waiting != null) {
            waiting.cut();
        }
    }
}
