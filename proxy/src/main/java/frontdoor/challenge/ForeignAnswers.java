package frontdoor.challenge;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers of other ACME clients, which a disk or a server has: found on threads of their own, of which there are some only while there is
 * something to find, with a bounded queue of which nobody who asks gets more than a part.
 *
 * <h2>Threads</h2>
 *
 * Any; asking never waits.
 */
public final class ForeignAnswers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ForeignAnswers.class);
    private static final int AT_ONCE = 16;
    private static final int MOST_WAITING = 64;
    /** Authorities ask from several places at once, and for each host by itself. */
    private static final int MOST_OF_ONE = 8;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("frontdoor-foreign-acme-", 0).factory());

    private final Map<Object, Integer> asking = new ConcurrentHashMap<>();
    /** What fails is told once, until something succeeds: whoever wants can have it fail again and again. */
    private final AtomicBoolean told = new AtomicBoolean();

    ForeignAnswers() {
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What {@code client} has to say, told on another thread: empty where that is nothing, an exception where nobody knows; null if too many
     * ask already.
     *
     * @param who asks, equal for one and the same
     */
    public @Nullable CompletableFuture<Optional<byte[]>> ask(
            ForeignClient client, ForeignQuestion question, Object who) {
        if (asking.merge(who, 1, Integer::sum) > MOST_OF_ONE) {
            leave(who);
            return null;
        }
        CompletableFuture<Optional<byte[]>> outcome = new CompletableFuture<>();
        try {
            threads.execute(() -> find(client, question, who, outcome));
            return outcome;
        } catch (RejectedExecutionException _) {
            leave(who);
            return null;
        }
    }

    private void find(
            ForeignClient client, ForeignQuestion question, Object who, CompletableFuture<Optional<byte[]>> outcome) {
        try {
            Optional<byte[]> answer = switch (client) {
                case ForeignClient.Webroot(var root) -> WebrootFiles.find(root, question.token());
                case ForeignClient.Server server -> ServerAsking.ask(server, question);
            };
            told.set(false);
            leave(who);
            outcome.complete(answer);
        } catch (IOException | RuntimeException failed) {
            if (told.compareAndSet(false, true)) {
                log.atWarn()
                        .addKeyValue("foreign", client)
                        .addKeyValue("reason", failed)
                        .log("an answer of another ACME client cannot be had");
            }
            leave(who);
            outcome.completeExceptionally(failed);
        }
    }

    private void leave(Object who) {
        asking.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
