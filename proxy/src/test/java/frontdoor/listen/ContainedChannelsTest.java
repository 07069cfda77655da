package frontdoor.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.Transport;
import frontdoor.loop.TransportKind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Q14: whatever is thrown on an event loop, it goes on, its clock ticks, and the connection that threw it has ended. */
class ContainedChannelsTest {
    private static final List<Throwable> THROWN =
            List.of(new OutOfMemoryError("thrown by a test"), new IllegalStateException("thrown by a test"));

    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final FailingAllocator allocator = new FailingAllocator();
    private Transport transport;
    private Channel listener;

    /** Where something is thrown; the connection that asked for it ends by it. */
    private enum Where {
        HANDLER {
            @Override
            void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown) {
                throw unchecked(thrown);
            }
        },
        TASK {
            @Override
            void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown) {
                loop.eventLoop().execute(() -> {
                    ctx.close();
                    throw unchecked(thrown);
                });
            }
        },
        SCHEDULED_TASK {
            @Override
            void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown) {
                var _ = loop.eventLoop()
                        .schedule(
                                () -> {
                                    ctx.close();
                                    throw unchecked(thrown);
                                },
                                1,
                                TimeUnit.MILLISECONDS);
            }
        },
        DEADLINE {
            @Override
            void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown) {
                loop.set(
                        Deadline.of(() -> {
                            ctx.close();
                            throw unchecked(thrown);
                        }),
                        1);
            }
        },
        LISTENER {
            @Override
            void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown) {
                var _ = ctx.writeAndFlush(ctx.alloc().buffer().writeByte('\n')).addListener(_ -> {
                    ctx.close();
                    throw unchecked(thrown);
                });
            }
        },
        /** The buffer for the next read: where io_uring catches nothing. */
        ALLOCATION {
            @Override
            void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown) {
                allocator.failOnce(thrown);
            }
        };

        abstract void provoke(ChannelHandlerContext ctx, Loop loop, FailingAllocator allocator, Throwable thrown);
    }

    static Stream<Arguments> everywhere() {
        return ListenersTest.transports()
                .flatMap(kind -> Stream.of(Where.values())
                        .flatMap(where -> THROWN.stream().map(thrown -> Arguments.of(kind, where, thrown))));
    }

    @AfterEach
    void close() {
        listener.close().awaitUninterruptibly();
        transport.close();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void goesOnWhateverIsThrown(TransportKind kind, Where where, Throwable thrown) throws Exception {
        int port = listen(kind, where, thrown);
        Loop loop = transport.loops().getFirst();
        Thread thread = threadOf(loop);

        for (int round = 0; round < 3; round++) {
            try (Client victim = Client.connect(port);
                    Client bystander = Client.connect(port)) {
                assertThat(bystander.ask()).isEqualTo("hello");
                assertThat(victim.ask()).isEqualTo("hello");
                victim.send("throw\n");
                if (where == Where.ALLOCATION) {
                    await().until(allocator::isToFail);
                    victim.send("again\n");
                }
                victim.untilClosed();

                assertThat(bystander.ask()).isEqualTo("hello");
                try (Client next = Client.connect(port)) {
                    assertThat(next.ask()).isEqualTo("hello");
                }
            }
        }

        await().until(open::isEmpty);
        long ticks = loop.ticks();
        await().until(() -> loop.ticks() > ticks + 1);
        assertThat(threadOf(loop)).isSameAs(thread);
        assertThat(thread.getName()).startsWith("frontdoor-loop-");
    }

    private int listen(TransportKind kind, Where where, Throwable thrown) {
        transport = Transport.open(kind, 1);
        Loop loop = transport.loops().getFirst();
        listener = new ServerBootstrap()
                .group(loop.eventLoop(), loop.eventLoop())
                .channel(kind.serverSocket())
                .childOption(ChannelOption.ALLOCATOR, (ByteBufAllocator) allocator)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.add(channel);
                        var _ = channel.closeFuture().addListener(_ -> open.remove(channel));
                        channel.pipeline().addLast(new Echo(ctx -> where.provoke(ctx, loop, allocator, thrown)));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private static Thread threadOf(Loop loop) throws Exception {
        return loop.eventLoop().submit(Thread::currentThread).get();
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    /** Sends back what comes, and provokes what a line that begins with a t asks for. */
    private static final class Echo extends ChannelInboundHandlerAdapter {
        private final Consumer<ChannelHandlerContext> provoke;

        Echo(Consumer<ChannelHandlerContext> provoke) {
            this.provoke = provoke;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf line = (ByteBuf) message;
            if (line.toString(StandardCharsets.US_ASCII).startsWith("t")) {
                ReferenceCountUtil.release(message);
                provoke.accept(ctx);
            } else {
                ctx.writeAndFlush(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause.getMessage().contains("by a test")) {
                var _ = ctx.close();
            }
        }
    }
}
