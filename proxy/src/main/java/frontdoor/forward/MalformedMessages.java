package frontdoor.forward;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import frontdoor.loop.Loop;
import io.netty.util.NetUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log's word on malformed requests, malformed answers and those that were broken off: which rule was broken, where and by whom. Of each
 * kind at most one line in ten seconds is written, which counts those between; the access log has them all.
 *
 * <h2>Threads</h2>
 *
 * One per event loop, confined to it.
 */
final class MalformedMessages {
    private static final Logger log = LoggerFactory.getLogger(MalformedMessages.class);
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Kind answers = new Kind("an upstream sent a malformed answer");
    private final Kind brokenOff = new Kind("an upstream broke off its answer");
    private final Kind logins = new Kind("a server did not decide who comes in");
    private final Kind requests = new Kind("a client sent a malformed request");

    /** An exchange has ended for {@code flaw}. */
    void onFlaw(ExchangeRecord exchange, Flaw flaw) {
        boolean ofRequest = flaw.equals(exchange.request().flaw());
        Loop loop = exchange.connection().loop();
        Kind kind = ofRequest ? requests : kindOf(flaw, exchange.failure());
        if (!kind.isDue(loop.nanoTime())) {
            return;
        }
        RequestHead request = exchange.request();
        LoggingEventBuilder line = (ofRequest ? log.atInfo() : log.atWarn())
                .addKeyValue("reason", flaw.words())
                .addKeyValue("site", exchange.site())
                .addKeyValue(
                        "request-id",
                        Octets.text(request.fields().bytes(), request.requestIdStart(), request.requestIdLength()))
                .addKeyValue(
                        "target",
                        Flaw.excerpt(request.fields().bytes(), request.targetStart(), request.targetLength()));
        (ofRequest
                        ? line.addKeyValue(
                                "client",
                                NetUtil.toAddressString(exchange.client().address()))
                        : line.addKeyValue("peer", exchange.peer()))
                .addKeyValue("unreported", kind.takeUnreported())
                .log(kind.sentence);
    }

    private Kind kindOf(Flaw flaw, @Nullable Failure failure) {
        if (flaw.rule() == Rule.LOGIN_ANSWER) {
            return logins;
        }
        return failure == Failure.UPSTREAM_CLOSED || failure == Failure.UPSTREAM_CLOSED_EARLY ? brokenOff : answers;
    }

    private static final class Kind {
        private final String sentence;
        private long unreported = -1;
        private long due;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        boolean isDue(long now) {
            if (unreported >= 0 && now - due < 0) {
                unreported++;
                return false;
            }
            due = now + PERIOD_NANOS;
            return true;
        }

        long takeUnreported() {
            long count = Math.max(unreported, 0);
            unreported = 0;
            return count;
        }
    }
}
