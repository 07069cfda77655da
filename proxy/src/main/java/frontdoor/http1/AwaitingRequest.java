package frontdoor.http1;

import frontdoor.exchange.ClientLimits;
import frontdoor.http.Failure;
import frontdoor.http.HeadLimits;
import frontdoor.http.RequestHead;
import frontdoor.loop.Deadline;
import frontdoor.wire.RequestReader;

/**
 * Between two requests, or in the middle of a head.
 *
 * <h2>Backpressure</h2>
 *
 * Requests sent ahead wait while the client does not take the responses.
 */
final class AwaitingRequest extends Phase {
    private final Moves http1;
    private final ClientLimits limits;
    private final RequestHead head;
    private final RequestReader reader;
    private final Deadline deadline = Deadline.of(this::onTimeout);

    /** Whether reader and head still show the request before. */
    private boolean stale = true;

    private boolean headTimed;

    AwaitingRequest(Moves http1, ClientLimits limits, RequestHead head) {
        this.http1 = http1;
        this.limits = limits;
        this.head = head;
        this.reader =
                new RequestReader(new HeadLimits(limits.requestLine(), limits.headerSize(), limits.headerCount()));
    }

    RequestReader reader() {
        return reader;
    }

    /** The connection is new: the first head is due at once. */
    void beginFirst() {
        http1.loop().set(deadline, limits.headerNanos());
        headTimed = true;
    }

    /** Another request may come. The head is left alone until it does: whoever logs the exchange may still look at it. */
    void begin() {
        stale = true;
        headTimed = false;
        http1.loop().setRoughly(deadline, limits.idleNanos());
    }

    @Override
    void onInput(Unread unread) {
        if (unread.isEmpty() || !http1.output().isWritable()) {
            return;
        }
        if (stale) {
            stale = false;
            head.clear();
            reader.reset();
        }
        switch (reader.read(unread.octets(), head)) {
            case MORE -> onPartOfHead();
            case DONE -> http1.toExchange();
            case FAILED -> http1.toRefusal(reader.failure());
        }
    }

    private void onPartOfHead() {
        if (!headTimed && reader.started()) {
            headTimed = true;
            http1.loop().set(deadline, limits.headerNanos());
        }
    }

    private boolean started() {
        return !stale && reader.started();
    }

    private void onTimeout() {
        if (http1.input().hasUnread()) {
            // Not the client is late: its request waits for us, and we for the responses before it to leave.
            http1.loop().set(deadline, limits.idleNanos());
        } else if (started()) {
            http1.toRefusal(Failure.HEADER_TIMEOUT);
            http1.input().advance();
        } else {
            http1.toLingering();
        }
    }

    @Override
    void onWritable() {
        http1.input().advance();
    }

    @Override
    void onEndOfInput() {
        if (http1.output().isWritable()) {
            http1.toLingering();
        }
    }

    @Override
    boolean wantsInput(Unread unread) {
        return unread.isEmpty();
    }

    @Override
    void onOverrun() {
        http1.toRefusal(Failure.CLIENT_OVERRUN);
    }

    @Override
    void onDrain() {
        if (!started() && !http1.input().hasUnread()) {
            // In order: the response before may still be on its way.
            http1.toLingering();
        }
    }

    @Override
    void onLeave() {
        deadline.clear();
    }

    @Override
    void release() {
        deadline.withdraw();
    }
}
