package frontdoor.http1;

import frontdoor.loop.Linger;
import io.netty.channel.Channel;

/** The last response is on its way: it is written, the output ends, and what the client still sends is dropped for a while. */
final class Lingering extends Phase {
    private final Linger linger;

    Lingering(Moves http1) {
        linger = new Linger(http1.loop(), http1::toClosed);
    }

    @Override
    void onInput(Unread unread) {
        linger.onDropped(unread.octets().readableBytes());
        unread.release();
    }

    @Override
    void onEndOfInput() {
        linger.onEndOfInput();
    }

    void onOutputEnded(Channel channel) {
        linger.onOutputEnded(channel);
    }

    @Override
    boolean wantsInput(Unread unread) {
        return linger.wantsInput();
    }

    @Override
    void onLeave() {
        linger.clear();
    }

    @Override
    void release() {
        linger.withdraw();
    }
}
