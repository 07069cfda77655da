package frontdoor.listen;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.proxyheader.ProxyHeader;
import frontdoor.proxyheader.ProxyHeaderReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes the PROXY header off a connection of a trusted proxy, and makes way for what the connection is about.
 *
 * <h2>Buffers</h2>
 *
 * Consumes the header; whoever takes its place is handed the rest.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 *
 * <h2>Closing</h2>
 *
 * A header that has begun, or has to come, is there within three seconds, or the connection ends.
 */
final class ProxyEntry extends ByteToMessageDecoder {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

    /** The ways on for the connection. */
    interface Outcomes {
        /** It goes on; {@code header} is absent where none came and none has to. */
        void onHeader(ProxyHeader header);

        /** It ends. */
        void onRefused(Refusal refusal, String detail);
    }

    private final Loop loop;
    private final boolean required;
    private final long quietNanos;
    private final Outcomes outcomes;
    private final Deadline deadline = Deadline.of(this::onLate);
    private boolean decided;
    private boolean begun;

    /**
     * The entry of a connection on {@code loop}.
     *
     * @param required whether a connection without the header ends
     * @param quietNanos how long a connection that need not have one may say nothing
     */
    ProxyEntry(Loop loop, boolean required, long quietNanos, Outcomes outcomes) {
        this.loop = loop;
        this.required = required;
        this.quietNanos = quietNanos;
        this.outcomes = outcomes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.set(deadline, required ? PATIENCE : quietNanos);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf received, List<Object> out) {
        if (decided) {
            received.skipBytes(received.readableBytes());
            return;
        }
        switch (ProxyHeaderReader.read(received)) {
            case ProxyHeader.NeedMore _ -> onBegun();
            case ProxyHeader.Told told -> goOn(ctx, told);
            case ProxyHeader.Nameless nameless -> goOn(ctx, nameless);
            case ProxyHeader.Local local -> goOn(ctx, local);
            case ProxyHeader.Absent absent -> {
                if (required) {
                    refuse(Refusal.PROXY_HEADER_MISSING, "it begins with something else");
                } else {
                    goOn(ctx, absent);
                }
            }
            case ProxyHeader.Malformed(String why) -> refuse(Refusal.PROXY_HEADER_MALFORMED, why);
        }
    }

    private void onBegun() {
        if (!begun) {
            begun = true;
            loop.set(deadline, PATIENCE);
        }
    }

    private void goOn(ChannelHandlerContext ctx, ProxyHeader header) {
        end();
        outcomes.onHeader(header);
        if (ctx.channel().isOpen()) {
            ctx.pipeline().remove(this);
        }
    }

    private void refuse(Refusal refusal, String detail) {
        end();
        outcomes.onRefused(refusal, detail);
    }

    private void end() {
        decided = true;
        deadline.withdraw();
    }

    private void onLate() {
        refuse(
                begun ? Refusal.PROXY_HEADER_MALFORMED : Refusal.PROXY_HEADER_MISSING,
                begun ? "it has not come to its end in time" : "nothing came in time");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            end();
            var _ = ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        end();
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end();
        var _ = ctx.close();
    }
}
