package frontdoor.upstream;

import frontdoor.exchange.Outage;
import frontdoor.http.Failure;
import frontdoor.report.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcome of an attempt to reach a peer, as its health and operators hear it: news only, not each time.
 *
 * <h2>Threads</h2>
 *
 * Any event loop.
 */
final class AttemptOutcome {
    private static final Logger log = LoggerFactory.getLogger(AttemptOutcome.class);

    private AttemptOutcome() {}

    /** A connection to {@code peer} is there. */
    static void worked(Peer peer, Outage outage, long now) {
        if (peer.health().onAttempt(Attempt.CONNECTED)) {
            log.atInfo().addKeyValue("peer", peer).log("upstream can be reached again");
        }
        if (outage.isOn() && outage.onWorked(now)) {
            log.atInfo().addKeyValue("peer", peer).log("sockets to backends can be made again");
        }
    }

    /** {@code peer} has answered a request. */
    static void answered(Peer peer) {
        if (peer.health().onAttempt(Attempt.ANSWERED)) {
            log.atInfo().addKeyValue("peer", peer).log("upstream answers again");
        }
    }

    /** There was not even a socket. */
    static void noSocket(Peer peer, Outage outage, @Nullable Throwable cause, long now) {
        if (outage.onFailed(now)) {
            log.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("failure", Failure.NO_SOCKET.token())
                    .addKeyValue("cause", cause == null ? "" : Cause.inWords(cause))
                    .log("no socket could be made to ask a backend with; requests that need one are answered with 503");
        }
    }

    /** No address of {@code peer} was of use; {@code why} in words. */
    static void unreachable(Peer peer, Failure failure, String why) {
        if (peer.health().onAttempt(Attempt.UNREACHABLE)) {
            peer.health().tell(failure.token() + ": " + why);
            log.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("failure", failure.token())
                    .addKeyValue("cause", why)
                    .log("upstream cannot be reached");
        }
    }
}
