package frontdoor.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import frontdoor.share.ClientKey;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The checks of passwords, which take their time on purpose: on threads of their own, of which there are some only while there is something
 * to check, in a bounded queue of which no client gets more than its part. What was right is remembered, by a digest of which only this
 * process has the key, until the file of users changes.
 *
 * <h2>Threads</h2>
 *
 * Any; asking never waits.
 */
public final class Passwords implements AutoCloseable {
    /** How long anybody waits to be told. What has waited so long is not begun: nobody wants to know it any more. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Checks that wait. A tenth of a second each as htpasswd makes them: whoever comes last waits a few seconds. */
    private static final int MOST_WAITING = 64;
    /** Of these, those of one client: what a browser asks for at once is one check. */
    private static final int MOST_OF_CLIENT = 4;

    private static final BCrypt.Version ANY = BCrypt.Version.VERSION_2Y;
    private static final BCrypt.Verifyer BCRYPT =
            // As htpasswd does: what is behind the 72nd octet never counted.
            BCrypt.verifyer(ANY, LongPasswordStrategies.truncate(ANY));

    private final ThreadPoolExecutor threads;
    private final Ticker clock;
    private final RightOnes right = new RightOnes();
    private final Map<LoginKey, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    private final Map<ClientKey, Integer> byClient = new ConcurrentHashMap<>();
    private final LoginKeys keys = new LoginKeys();

    /** Checks on up to this many threads. */
    public Passwords(int most) {
        this(most, Thread.ofPlatform().daemon().name("frontdoor-password-", 0).factory(), Ticker.systemTicker());
    }

    Passwords(int most, ThreadFactory factory, Ticker clock) {
        this.clock = clock;
        threads = new ThreadPoolExecutor(
                most, most, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Whether {@code credentials} are those of one of {@code users}: told at once where it is known, and later on another thread where it has
     * to be found out, or that it cannot be, which may be after {@link #PATIENCE}; null if too much is to be found out already.
     *
     * @param client who wants to know
     */
    public @Nullable CompletableFuture<Boolean> check(Users users, Credentials credentials, ClientKey client) {
        LoginKey key = keys.of(users, credentials);
        if (right.contains(key)) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> known = underWay.get(key);
        return known == null ? begin(users, credentials, key, client) : known;
    }

    private @Nullable CompletableFuture<Boolean> begin(
            Users users, Credentials credentials, LoginKey key, ClientKey client) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        if (byClient.merge(client, 1, Integer::sum) > MOST_OF_CLIENT) {
            leave(client);
            return null;
        }
        CompletableFuture<Boolean> earlier = underWay.putIfAbsent(key, outcome);
        if (earlier != null) {
            leave(client);
            return earlier;
        }
        try {
            long latest = clock.nanoTime() + PATIENCE.toNanos();
            threads.execute(() -> {
                if (clock.nanoTime() - latest < 0) {
                    find(users, credentials, key, client, outcome);
                } else {
                    end(key, client);
                    outcome.completeExceptionally(new TimeoutException("too many passwords are to be checked"));
                }
            });
            return outcome;
        } catch (RejectedExecutionException | OutOfMemoryError full) {
            // The latter where the system has no more threads for this process.
            end(key, client);
            // For whoever has joined meanwhile.
            outcome.completeExceptionally(full);
            return null;
        }
    }

    private void find(
            Users users, Credentials credentials, LoginKey key, ClientKey client, CompletableFuture<Boolean> outcome) {
        boolean good = false;
        try {
            good = BCRYPT.verify(credentials.password(), users.hashOf(credentials.name())).verified
                    && users.has(credentials.name());
            if (good) {
                right.add(key);
            }
        } finally {
            end(key, client);
            outcome.complete(good);
        }
    }

    private void end(LoginKey key, ClientKey client) {
        underWay.remove(key);
        leave(client);
    }

    private void leave(ClientKey client) {
        byClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
