package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.net.RelayEndpoint;
import app.parley.protocol.Envelope;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many connections of one address under one bound.
class ShareTest {
    private static final int MOST = 10;
    private static final int OCTETS = 1000;
    private static final int LINES = 48;
    private static final int EACH = 8;
    private static final int ROUNDS = 100;

    private final Share share = new Share(MOST, OCTETS);
    private final List<Asking> all = new ArrayList<>();

    /// Asks as often as it is let.
    private final class Asking implements Share.Taker {
        private boolean taking = true;
        private int answered;

        Asking() {
            share.enter();
            all.add(this);
        }

        @Override
        public void takeOrWait() {
            taking = !share.waits(this);
        }

        void ask() {
            assertTrue(taking);
            share.count(this, 1, 0);
        }
    }

    private int askAll() {
        int asked = 0;
        for (Asking each : all) {
            while (each.taking) {
                each.ask();
                asked++;
            }
        }
        return asked;
    }

    @Test
    void many_connections_have_no_more_under_way_than_the_bound_and_one_frame_each() {
        for (int i = 0; i < 50; i++) {
            new Asking();
        }
        assertEquals(MOST + 49, askAll(), "each learns with its next request that it has to wait");
        assertTrue(all.stream().noneMatch(each -> each.taking));
    }

    @Test
    void they_take_turns_and_nobody_is_forgotten() {
        for (int i = 0; i < 50; i++) {
            new Asking();
        }
        List<Asking> underWay = new ArrayList<>();
        for (int round = 0; round < 2000; round++) {
            for (Asking each : all) {
                if (each.taking) {
                    each.ask();
                    underWay.add(each);
                }
            }
            assertTrue(underWay.size() <= 50 + MOST);
            Asking first = underWay.removeFirst();
            first.answered++;
            share.count(first, -1, 0);
        }
        int least = all.stream().mapToInt(each -> each.answered).min().orElseThrow();
        int most = all.stream().mapToInt(each -> each.answered).max().orElseThrow();
        assertTrue(least > 20 && most < 80, () -> least + " to " + most);
    }

    @Test
    void octets_on_their_way_to_the_disk_are_shared_too() {
        Asking one = new Asking();
        Asking other = new Asking();
        share.count(one, 0, OCTETS);
        assertFalse(one.taking);
        share.count(other, 0, 1);
        assertFalse(other.taking);
        share.count(one, 0, -OCTETS / 4);
        assertFalse(one.taking, "it goes on at half");
        share.count(one, 0, -OCTETS / 2);
        assertTrue(one.taking && other.taking);
    }

    @Test
    void one_that_left_has_no_turn_and_an_address_without_work_is_forgotten() {
        Shares shares = new Shares();
        Share here = shares.enter("192.0.2.7").orElseThrow();
        assertSame(here, shares.enter("192.0.2.7").orElseThrow());
        assertTrue(shares.enter(RelayEndpoint.LOCAL).isEmpty());
        Asking asking = new Asking();
        here.count(asking, Share.MAX_REQUESTS, 0);
        assertTrue(here.waits(asking));
        here.leave(asking);
        assertFalse(here.waits(asking));
        here.leave(asking);
        shares.forgetIfUnused("192.0.2.7");
        assertEquals(1, shares.size(), "its work is still under way, whoever comes from there again");
        here.count(asking, -Share.MAX_REQUESTS, 0);
        shares.forgetIfUnused("192.0.2.7");
        assertEquals(0, shares.size());
    }

    /// A connection of the relay's, which notes whether it would read.
    private static final class Line implements RelayEndpoint.Outbound {
        private final String peer;
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger pauses = new AtomicInteger();
        private volatile boolean reads = true;

        Line(String peer) {
            this.peer = peer;
        }

        @Override
        public void send(RelayFrame frame) {
            if (frame instanceof RelayFrame.Accepted || frame instanceof RelayFrame.Refused) {
                answers.incrementAndGet();
            }
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void reading(boolean on) {
            reads = on;
            if (!on) {
                pauses.incrementAndGet();
            }
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public void close() {
            reads = false;
        }
    }

    /// Many connections send a little each, less than would stop one of them; the disk is slower.
    private static List<Line> pausesOf(String peer, HostedRelay relay, Peer.Box box) {
        List<Line> lines = new ArrayList<>();
        List<RelayEndpoint.Inbound> sessions = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(new Line(peer));
            sessions.add(relay.endpoint().connected(lines.getLast()));
        }
        for (int i = 0; i < EACH; i++) {
            for (RelayEndpoint.Inbound session : sessions) {
                Envelope random = Envelope.of(Peer.octets(4096).toArray());
                session.frame(new ClientFrame.Send(i, box.sid(), random));
            }
        }
        await().until(() -> lines.stream().allMatch(line -> line.answers.get() == EACH && line.reads));
        sessions.forEach(RelayEndpoint.Inbound::closed);
        return lines;
    }

    @Test
    void a_relay_lets_the_connections_of_one_address_wait_and_then_go_on_and_those_of_this_machine_never(
            @TempDir Path dir) throws Exception {
        try (RelayFixture fixture = new RelayFixture(dir)) {
            Peer.Box box;
            try (Peer owner = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
                box = owner.makeBox();
            }
            assertTrue(pausesOf(RelayEndpoint.LOCAL, fixture.relay, box).stream()
                    .allMatch(line -> line.pauses.get() == 0));
            // Once will do: how far the disk is behind is not ours to say.
            boolean paused = false;
            for (int i = 0; i < ROUNDS && !paused; i++) {
                paused = pausesOf("192.0.2.7", fixture.relay, box).stream().anyMatch(line -> line.pauses.get() > 0);
            }
            assertTrue(paused);
        }
    }
}
