package frontdoor.loop;

import frontdoor.report.Cause;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** A way to the kernel's sockets, the best first. */
public enum TransportKind {
    /** Fewest system calls; a container's seccomp profile often forbids it. */
    IO_URING(
            IoUringServerSocketChannel.class,
            IoUringSocketChannel.class,
            IoUringDomainSocketChannel.class,
            IoUringDatagramChannel.class) {
        @Override
        @Nullable
        public Throwable unavailability() {
            return IoUring.unavailabilityCause();
        }

        @Override
        IoHandlerFactory ioHandlers() {
            return LastingIo.factory(IoUringIoHandler.newFactory(), IoUringHandle::new);
        }

        // Its channels open their sockets themselves: one listens where nobody comes, and the socket below it is
        // exchanged.
        @Override
        public Channel adopt(ServerBootstrap bootstrap, int descriptor) throws IOException {
            ChannelFuture binding = bootstrap
                    .option(ChannelOption.AUTO_READ, false)
                    .channel(serverSocket())
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .awaitUninterruptibly();
            Channel channel = opened(binding);
            int own = ((UnixChannel) channel).fd().intValue();
            SocketDescriptors.alignBlocking(descriptor, own);
            SocketDescriptors.replace(own, descriptor);
            new FileDescriptor(descriptor).close();
            channel.config().setAutoRead(true);
            return channel;
        }
    },
    EPOLL(
            EpollServerSocketChannel.class,
            EpollSocketChannel.class,
            EpollDomainSocketChannel.class,
            EpollDatagramChannel.class) {
        @Override
        @Nullable
        public Throwable unavailability() {
            return Epoll.unavailabilityCause();
        }

        @Override
        IoHandlerFactory ioHandlers() {
            return LastingIo.factory(EpollIoHandler.newFactory(), EpollHandle::new);
        }

        @Override
        public Channel adopt(ServerBootstrap bootstrap, int descriptor) throws IOException {
            SocketDescriptors.setBlocking(descriptor, false);
            return opened(bootstrap
                    .channelFactory(() -> new EpollServerSocketChannel(descriptor))
                    .register()
                    .awaitUninterruptibly());
        }
    },
    /** The JDK's own, there on every platform. */
    NIO(NioServerSocketChannel.class, NioSocketChannel.class, NioDomainSocketChannel.class, NioDatagramChannel.class) {
        @Override
        @Nullable
        public Throwable unavailability() {
            return null;
        }

        @Override
        IoHandlerFactory ioHandlers() {
            return LastingIo.factory(NioIoHandler.newFactory(), NioHandle::new);
        }

        @Override
        public Channel adopt(ServerBootstrap bootstrap, int descriptor) throws IOException {
            throw new IOException("the transport nio cannot listen on a socket that another process has opened");
        }

        @Override
        public ChannelOption<Boolean> reusePort() {
            return NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return UnixDomainSocketAddress.of(path);
        }
    };

    private final Class<? extends ServerSocketChannel> serverSocket;
    private final Class<? extends SocketChannel> socket;
    private final Class<? extends DuplexChannel> unixSocket;
    private final Class<? extends DatagramChannel> datagram;

    TransportKind(
            Class<? extends ServerSocketChannel> serverSocket,
            Class<? extends SocketChannel> socket,
            Class<? extends DuplexChannel> unixSocket,
            Class<? extends DatagramChannel> datagram) {
        this.serverSocket = serverSocket;
        this.socket = socket;
        this.unixSocket = unixSocket;
        this.datagram = datagram;
    }

    /** Why it cannot be used here, or null if it can. */
    public abstract @Nullable Throwable unavailability();

    /** Input and output of the event loops, whose channels are contained. */
    abstract IoHandlerFactory ioHandlers();

    /**
     * Listens on a socket that another process has bound. Takes ownership of {@code descriptor}; must not be called on an event loop.
     *
     * @param bootstrap with everything but an address and a kind of channel
     */
    public abstract Channel adopt(ServerBootstrap bootstrap, int descriptor) throws IOException;

    /** Whether descriptors of sockets can be told, sent and received here: loads what does so. */
    public static boolean hasDescriptors() {
        return IO_URING.unavailability() == null || EPOLL.unavailability() == null;
    }

    /** Another number for the socket of {@code descriptor}. */
    public static int duplicate(int descriptor) throws IOException {
        return SocketDescriptors.duplicate(descriptor);
    }

    private static Channel opened(ChannelFuture opening) throws IOException {
        if (opening.cause() != null) {
            throw new IOException(Cause.inWords(opening.cause()), opening.cause());
        }
        return opening.channel();
    }

    /** The option that lets every loop listen on a socket of its own. */
    public ChannelOption<Boolean> reusePort() {
        return UnixChannelOption.SO_REUSEPORT;
    }

    public Class<? extends ServerSocketChannel> serverSocket() {
        return serverSocket;
    }

    /** The channel of a TCP connection. */
    public Class<? extends SocketChannel> socket() {
        return socket;
    }

    /** The channel of a connection to a socket of this machine. */
    public Class<? extends DuplexChannel> unixSocket() {
        return unixSocket;
    }

    /** The address of the socket of this machine at {@code path}, as {@link #unixSocket} takes it. */
    public SocketAddress unixAddress(String path) {
        return new DomainSocketAddress(path);
    }

    /** The channel of UDP, as name resolution needs it. */
    public Class<? extends DatagramChannel> datagram() {
        return datagram;
    }
}
