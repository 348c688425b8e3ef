package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.app.ParleyProcess;
import app.parley.net.TlsDialer;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A relay process with little memory, and ten thousand connections: half of them only listen, the
/// others never finish their handshake.
@Tag("soak")
@Timeout(240)
class TenThousandTest {
    private static final int LISTENING = 5000;
    private static final int HALF_OPEN = 5000;
    private static final String HEAP = "-Xmx" + System.getProperty("relay.heap", "96m");
    /// How many shake hands at a time.
    private static final int AT_ONCE = 32;

    /// The beginning of a record that would hold a client's hello, and never does.
    private static final byte[] BEGUN = Arrays.copyOf(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3}, 100);

    @TempDir
    Path dir;

    private final AtomicInteger greeted = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final Semaphore room = new Semaphore(AT_ONCE);

    /// Counts the relay's welcome, and takes no notice of what else comes.
    private final class Listening extends SimpleChannelInboundHandler<ByteBuf> {
        private boolean seen;

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf any) {
            if (!seen) {
                seen = true;
                greeted.incrementAndGet();
                room.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ended.incrementAndGet();
            room.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private final class HalfOpen extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(BEGUN));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            turnedAway.incrementAndGet();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private static void enoughFiles() {
        Assumptions.assumeTrue(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() > LISTENING + HALF_OPEN + 1000,
                "this system lets a process open too few files");
    }

    @Test
    void ten_thousand_connections_fit_in_little_memory_and_somebody_else_is_served() throws Exception {
        enoughFiles();
        RelayFixture fixture = new RelayFixture(dir);
        Path data = fixture.config().data();
        RelayPin pin = fixture.relay.pin();
        Peer.Box box;
        try (Peer owner = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
            box = owner.makeBox();
        }
        fixture.close();
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ParleyProcess relay = ParleyProcess.startWith(
                List.of(HEAP, "-XX:+ExitOnOutOfMemoryError"),
                "relay",
                "--data",
                data.toString(),
                "--listen",
                "127.0.0.1:0",
                "--json")) {
            RelayAddress address = RelayAddress.parse(
                            relay.next().get("address").getAsString())
                    .orElseThrow();
            List<Channel> listening = listen(group, address.port());
            Bootstrap halfOpen = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new HalfOpen());
                        }
                    });
            for (int i = 0; i < HALF_OPEN; i++) {
                halfOpen.connect("127.0.0.1", address.port()).sync();
            }
            assertEquals(0, ended.get(), relay::words);
            assertTrue(turnedAway.get() < HALF_OPEN / 2, "they are there at the same time");
            talk(address, pin, box);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> turnedAway.get() == HALF_OPEN);
            beat(listening);
            talk(address, pin, box);
            assertEquals(0, ended.get(), relay::words);
            assertTrue(relay.isAlive(), relay::words);
            relay.terminate();
            relay.endsWith(0);
            assertFalse(relay.words().contains("OutOf"), relay::words);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    private List<Channel> listen(MultiThreadIoEventLoopGroup group, int port) throws Exception {
        SslContext tls = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .protocols("TLSv1.3")
                .build();
        Bootstrap dialling = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Listening());
                    }
                });
        List<Channel> all = new ArrayList<>();
        for (int i = 0; i < LISTENING; i++) {
            assertTrue(room.tryAcquire(30, TimeUnit.SECONDS), "the relay greets nobody any more");
            all.add(dialling.connect("127.0.0.1", port).sync().channel());
            if (i % 1000 == 999) {
                beat(all);
            }
        }
        Awaitility.await().until(() -> greeted.get() == LISTENING);
        beat(all);
        return all;
    }

    /// Nobody is taken for gone.
    private static void beat(List<Channel> all) {
        byte[] ping = FrameCodec.encode(new ClientFrame.Ping());
        all.forEach(channel -> channel.writeAndFlush(Unpooled.wrappedBuffer(ping)));
    }

    /// Somebody comes and gets what they sent to themselves.
    private static void talk(RelayAddress address, RelayPin pin, Peer.Box box) throws IOException {
        try (Peer peer = new Peer(new TlsDialer().dial(address, pin))) {
            peer.subscribe(1, box);
            for (int i = 0; i < 100; i++) {
                peer.accepted(box, Peer.envelope(i));
                RelayFrame.Deliver came = peer.next(RelayFrame.Deliver.class);
                assertEquals(Peer.envelope(i), came.envelope());
                peer.connection.send(new ClientFrame.Ack(1, came.seq()));
            }
        }
    }
}
