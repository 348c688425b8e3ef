package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.net.RelayEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many connections of one address under one bound.
class ShareTest {
    private static final int MOST = 10;
    private static final int OCTETS = 1000;

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
}
