package app.parley.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// With the limits that people get, and time that passes by hand: whichever end dies, the other
/// notices within a minute; and nobody is taken for dead who is not.
@Timeout(30)
class HeartbeatTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final TlsDialer.Timing CLIENT = TlsDialer.Timing.DEFAULT;
    private static final TlsListener.Limits RELAY = TlsListener.Limits.DEFAULT;
    /// What a client that has nothing to say pings after, at the latest.
    private static final Duration PINGS = CLIENT.pingAfter().plus(CLIENT.looks());

    /// A client's time.
    private static final class HandTime implements Heartbeat.Time {
        private long now = 1;
        private int looks;

        @Override
        public synchronized long nanos() {
            return now;
        }

        @Override
        public synchronized boolean await(CountDownLatch over, long nanos) throws InterruptedException {
            long until = now + nanos;
            looks++;
            notifyAll();
            while (now < until && over.getCount() > 0) {
                // The latch tells nobody else when it opens.
                wait(5);
            }
            return over.getCount() == 0;
        }

        /// Lets as much pass as lies between two looks, and waits until the client has looked.
        synchronized void pass(CountDownLatch ended) throws InterruptedException {
            int before = looks;
            now += CLIENT.looks().toNanos();
            notifyAll();
            while (looks == before && ended.getCount() > 0) {
                wait(5);
            }
        }
    }

    /// Says with each pong that it was there, if it answers at all.
    private static final class Answering implements RelayEndpoint {
        private final AtomicInteger pings = new AtomicInteger();
        private final boolean answers;

        Answering(boolean answers) {
            this.answers = answers;
        }

        @Override
        public Inbound connected(Outbound out) {
            out.send(EchoEndpoint.welcome(1));
            return new Inbound() {
                @Override
                public void frame(ClientFrame frame) {
                    int number = pings.incrementAndGet();
                    if (answers) {
                        out.send(new RelayFrame.Pong());
                        out.send(new RelayFrame.Done(number));
                    }
                }

                @Override
                public void writableAgain() {
                    throw new AssertionError("so little is always taken");
                }

                @Override
                public void closed() {
                    pings.addAndGet(1000);
                }
            };
        }
    }

    private interface WithClient {
        void run(Connection connection, HandTime time) throws Exception;
    }

    private static void with(RelayEndpoint relay, WithClient test) throws Exception {
        TlsIdentity identity = TlsIdentity.create(new SecureRandom());
        HandTime time = new HandTime();
        try (TlsListener listener = TlsListener.open("127.0.0.1", 0, identity, RELAY, relay);
                Connection connection = new TlsDialer(CLIENT, time)
                        .dial(new RelayAddress("127.0.0.1", listener.port()), identity.pin())) {
            test.run(connection, time);
        }
    }

    @Test
    void a_client_asks_a_silent_relay_and_gives_it_up_within_a_minute() throws Exception {
        Answering dead = new Answering(false);
        with(dead, (connection, time) -> {
            CountDownLatch ended = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                assertThrows(SilentException.class, connection::receive);
                ended.countDown();
            });
            Duration passed = Duration.ZERO;
            while (passed.plus(CLIENT.looks()).compareTo(CLIENT.silentAfter()) <= 0) {
                time.pass(ended);
                passed = passed.plus(CLIENT.looks());
                assertEquals(1, ended.getCount(), "a relay may take its time for an answer");
            }
            await().until(() -> dead.pings.get() > 0);
            time.pass(ended);
            passed = passed.plus(CLIENT.looks());
            assertTrue(passed.compareTo(MINUTE) <= 0, passed::toString);
            assertTrue(ended.await(10, TimeUnit.SECONDS));
            assertThrows(SilentException.class, () -> connection.send(new ClientFrame.Ping()));
        });
    }

    @Test
    void a_client_that_has_nothing_to_say_for_an_hour_stays() throws Exception {
        with(new Answering(true), (connection, time) -> {
            CountDownLatch never = new CountDownLatch(1);
            int looks = Math.toIntExact(PINGS.dividedBy(CLIENT.looks()));
            BlockingQueue<RelayFrame> answers = new LinkedBlockingQueue<>();
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        answers.add(connection.receive());
                    }
                } catch (IOException e) {
                    answers.add(new RelayFrame.Done(-1));
                }
            });
            for (int ping = 1; ping <= Duration.ofHours(1).dividedBy(PINGS); ping++) {
                for (int i = 0; i < looks; i++) {
                    time.pass(never);
                }
                RelayFrame answer = answers.poll(2, TimeUnit.SECONDS);
                while (answer == null) {
                    // A look finds the ping before still at its end, and the next one pings.
                    time.pass(never);
                    answer = answers.poll(2, TimeUnit.SECONDS);
                }
                assertEquals(new RelayFrame.Done(ping), answer);
            }
        });
    }

    /// The relay's end, on an event loop whose time passes by hand.
    private static final class Accepted implements AutoCloseable {
        final EchoEndpoint endpoint = new EchoEndpoint();
        final EmbeddedChannel channel = new EmbeddedChannel();

        Accepted() {
            channel.freezeTime();
            Crowd crowd = new Crowd(RELAY, System::nanoTime);
            new ListenerConnection(
                            channel, crowd.enter(RelayEndpoint.LOCAL).orElseThrow(), RELAY, new AtomicLong(), endpoint)
                    .joinTo(channel.pipeline(), RELAY);
            channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        }

        void says(ClientFrame frame) {
            channel.writeInbound(Unpooled.wrappedBuffer(FrameCodec.encode(frame)));
        }

        /// Second by second.
        boolean isOpenAfter(Duration time) {
            for (long left = time.toSeconds(); left > 0 && channel.isOpen(); left--) {
                channel.advanceTimeBy(1, TimeUnit.SECONDS);
                channel.runPendingTasks();
            }
            return channel.isOpen();
        }

        @Override
        public void close() {
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void the_relay_gives_up_a_client_that_vanished_within_a_minute() {
        try (Accepted client = new Accepted()) {
            client.says(new ClientFrame.Ping());
            assertTrue(client.isOpenAfter(PINGS.multipliedBy(2)), "one ping may be lost on its way");
            assertFalse(client.isOpenAfter(MINUTE.minus(PINGS.multipliedBy(2)).plusSeconds(1)));
            assertEquals(1, client.endpoint.closed.get());
        }
    }

    @Test
    void the_relay_keeps_a_client_that_only_pings() {
        try (Accepted client = new Accepted()) {
            for (int i = 0; i < Duration.ofHours(1).dividedBy(PINGS); i++) {
                assertTrue(client.isOpenAfter(PINGS));
                client.says(new ClientFrame.Ping());
            }
        }
    }

    /// Takes what is written and never says that it left.
    private static final class Stuck extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }
    }

    /// It is not read from, since it is behind: that it says nothing is no sign. It took something
    /// just after the relay had looked, and nothing since.
    @Test
    void the_relay_gives_up_a_client_that_vanished_while_it_was_behind_within_a_minute() throws IOException {
        try (Accepted client = new Accepted()) {
            client.says(new ClientFrame.Ping());
            client.channel.pipeline().addFirst(new Stuck());
            RelayEndpoint.Outbound out = client.endpoint.connected.remove();
            Envelope envelope = Envelope.of(new byte[65536]);
            for (int i = 1; out.writable(); i++) {
                out.send(new RelayFrame.Deliver(1, i, envelope));
            }
            client.channel.runPendingTasks();
            assertFalse(client.channel.config().isAutoRead());
            for (int i = 0; i < 5; i++) {
                assertTrue(client.isOpenAfter(Duration.ofSeconds(40)), "it takes something now and then");
                client.channel
                        .unsafe()
                        .outboundBuffer()
                        .addMessage(Unpooled.buffer(1).writeByte(1), 1, client.channel.newPromise());
            }
            assertFalse(client.isOpenAfter(MINUTE));
        }
    }
}
