package app.parley.net;

import app.parley.net.ListenException.Why;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/// Accepts clients over TLS 1.3 and hands their frames to a [RelayEndpoint].
///
/// An address that connects or sends faster than a house full of people has to wait ([Crowd]). A
/// connection that sends anything but well-formed frames, does not finish its handshake in
/// time, is idle for too long or lets what is sent to it pile up is closed; the others do not
/// notice. Nothing about connections is logged.
public final class TlsListener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /// What the system keeps for one client that reads slowly: left to itself it takes megabytes,
    /// and says only after a third of them that anything was read.
    private static final int SEND_BUFFER = 256 * 1024;

    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final Channel listening;

    /// @param connections at most this many at once; more are closed before the handshake
    /// @param perAddress at most this many of one network address at once; this machine's own is
    ///     not counted
    /// @param handshake time for the TLS handshake
    /// @param idle a client that sends nothing for this long is gone; clients ping after 20 s. One
    ///     that is made to wait because it reads slowly is gone once it reads nothing for this long
    /// @param frame time from the first octet of a frame to its last
    public record Limits(int connections, int perAddress, Duration handshake, Duration idle, Duration frame) {
        public static final Limits DEFAULT =
                new Limits(20_000, 256, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    private TlsListener(EventLoopGroup loops, ChannelGroup connections, Channel listening) {
        this.loops = loops;
        this.connections = connections;
        this.listening = listening;
    }

    /// Listens from now on.
    ///
    /// @param host a name or address of this machine, or `0.0.0.0` or `::` for all
    /// @param port 0 for any free one
    public static TlsListener open(String host, int port, TlsIdentity identity, Limits limits, RelayEndpoint endpoint)
            throws ListenException {
        return open(host, port, identity, limits, endpoint, Crowd::peer);
    }

    /// @param peers what limits call an address
    static TlsListener open(
            String host,
            int port,
            TlsIdentity identity,
            Limits limits,
            RelayEndpoint endpoint,
            Function<InetSocketAddress, String> peers)
            throws ListenException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ListenException(Why.NO_SUCH_ADDRESS, new SocketException("no such host"));
        }
        SslContext tls = tls(identity);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()), NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childHandler(new Accept(tls, limits, peers, connections, endpoint))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new ListenException(why(bound.cause(), address.getAddress()), bound.cause());
        }
        return new TlsListener(loops, connections, bound.channel());
    }

    private static SslContext tls(TlsIdentity identity) {
        try {
            return SslContextBuilder.forServer(identity.key(), identity.certificate())
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS 1.3", e);
        }
    }

    private static Why why(Throwable cause, InetAddress address) {
        if (!(cause instanceof BindException)) {
            return cause instanceof SocketException ? Why.NOT_PERMITTED : Why.FAILED;
        }
        try {
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                return Why.NO_SUCH_ADDRESS;
            }
        } catch (SocketException e) {
            return Why.FAILED;
        }
        String message = cause.getMessage();
        return message != null && message.contains("ermission") ? Why.NOT_PERMITTED : Why.PORT_IN_USE;
    }

    /// The port that is listened on.
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Accepts nobody any more, sends what is queued, ends all connections and waits for that.
    /// Idempotent.
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        for (Channel channel : connections) {
            ListenerConnection connection = channel.pipeline().get(ListenerConnection.class);
            if (connection == null) {
                channel.close();
            } else {
                connection.close();
            }
        }
        connections.newCloseFuture().awaitUninterruptibly(2, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// Builds the pipeline of each accepted connection.
    private static final class Accept extends ChannelInitializer<SocketChannel> {
        private final SslContext tls;
        private final Limits limits;
        private final Crowd crowd;
        private final Function<InetSocketAddress, String> peers;
        private final ChannelGroup connections;
        private final RelayEndpoint endpoint;
        private final AtomicLong backlog = new AtomicLong();

        Accept(
                SslContext tls,
                Limits limits,
                Function<InetSocketAddress, String> peers,
                ChannelGroup connections,
                RelayEndpoint endpoint) {
            this.tls = tls;
            this.limits = limits;
            this.crowd = new Crowd(limits, System::nanoTime);
            this.peers = peers;
            this.connections = connections;
            this.endpoint = endpoint;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            Optional<Crowd.Place> place = crowd.enter(peers.apply(channel.remoteAddress()));
            if (place.isEmpty()) {
                channel.close();
                return;
            }
            channel.closeFuture().addListener(closed -> crowd.leave(place.get().peer()));
            connections.add(channel);
            if (place.get().handshakeAfter() == 0) {
                greet(channel, place.get());
            } else {
                channel.config().setAutoRead(false);
                channel.eventLoop()
                        .schedule(
                                () -> greetLate(channel, place.get()),
                                place.get().handshakeAfter(),
                                TimeUnit.NANOSECONDS);
            }
        }

        private void greetLate(SocketChannel channel, Crowd.Place place) {
            if (channel.isActive()) {
                greet(channel, place);
                channel.config().setAutoRead(true);
            }
        }

        private void greet(SocketChannel channel, Crowd.Place place) {
            SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(limits.handshake().toMillis());
            // The farewell of TLS is not waited for.
            handler.setCloseNotifyReadTimeoutMillis(0);
            handler.setCloseNotifyFlushTimeoutMillis(1000);
            channel.pipeline().addLast(handler);
            new ListenerConnection(channel, place, limits, backlog, endpoint).joinTo(channel.pipeline(), limits);
        }
    }
}
