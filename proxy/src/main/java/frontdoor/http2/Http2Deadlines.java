package frontdoor.http2;

import frontdoor.loop.Deadline;

/**
 * The deadlines of one HTTP/2 connection: for its preface and each head that has begun, for being idle, and for its age.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class Http2Deadlines {
    private final Http2Streams home;
    private final Deadline head;
    private final Deadline idle;
    private final Deadline age;

    /** Deadlines of the connection of {@code home}; each calls its own when it expires. */
    Http2Deadlines(Http2Streams home, Runnable onHead, Runnable onIdle, Runnable onAge) {
        this.home = home;
        this.head = Deadline.of(onHead);
        this.idle = Deadline.of(onIdle);
        this.age = Deadline.of(onAge);
    }

    /** The connection begins: its preface is waited for. */
    void begin() {
        watchHead();
        home.loop().set(age, home.limits().ageNanos());
    }

    /** The preface is complete. */
    void onPreface() {
        head.clear();
    }

    /** Octets came; {@code begun} says whether they leave a head that has to be finished in time. */
    void onRead(boolean begun) {
        if (!begun) {
            head.clear();
        } else if (!head.isSet()) {
            watchHead();
        }
    }

    private void watchHead() {
        home.loop().set(head, home.limits().headerNanos());
    }

    /** A stream has begun. */
    void onBusy() {
        idle.clear();
    }

    /** There is no stream. */
    void onIdle() {
        home.loop().set(idle, home.limits().idleNanos());
    }

    /** The connection has ended. */
    void withdraw() {
        idle.withdraw();
        head.withdraw();
        age.withdraw();
    }
}
