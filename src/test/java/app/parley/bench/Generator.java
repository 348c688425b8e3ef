package app.parley.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/// The load generator: many TLS connections on one event loop.
final class Generator implements AutoCloseable {
    /// Handshakes under way at once.
    private static final int AT_ONCE = 32;

    private static final int PATIENCE = 300;
    private static volatile CompletableFuture<Void> fault = new CompletableFuture<>();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SslContext tls;

    Generator() throws SSLException {
        fault = new CompletableFuture<>();
        // Whoever serves, this side's handshakes cost as little as they can, and none is resumed.
        tls = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .protocols("TLSv1.3")
                .build();
    }

    /// Something went wrong on a link: whoever waits is told.
    static void fault(Throwable cause) {
        fault.completeExceptionally(cause);
    }

    /// Opens links and waits until the server has let them all in.
    ///
    /// @param first number of the first one
    List<Link> open(int port, int first, int count, IntFunction<Link> maker) throws Exception {
        List<CompletableFuture<Link>> opening = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i >= AT_ONCE) {
                await(opening.get(i - AT_ONCE));
            }
            opening.add(open(port, maker.apply(first + i)));
        }
        List<Link> links = new ArrayList<>();
        for (CompletableFuture<Link> each : opening) {
            links.add(await(each));
        }
        return links;
    }

    /// Lets links ask for their messages, and waits until they are all subscribed.
    void subscribe(List<Link> links) throws Exception {
        run(() -> links.forEach(Link::subscribe));
        for (Link link : links) {
            await(link.subscribed());
        }
    }

    private CompletableFuture<Link> open(int port, Link link) {
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()), link);
                    }
                })
                .connect("127.0.0.1", port);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                link.ready().completeExceptionally(done.cause());
            }
        });
        return link.ready();
    }

    /// Waits, but not after a fault.
    <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            CompletableFuture.anyOf(future, fault).get(PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server does not go on; a message may be lost", e);
        }
        return future.join();
    }

    /// Runs on the event loop and waits for it.
    <T> T call(Supplier<T> work) throws Exception {
        return await(CompletableFuture.supplyAsync(work, loop));
    }

    void run(Runnable work) throws Exception {
        await(CompletableFuture.runAsync(work, loop));
    }

    EventLoop loop() {
        return loop;
    }

    /// Ends links and waits until the sockets are closed.
    void close(List<Link> links) throws Exception {
        run(() -> links.forEach(Link::close));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
