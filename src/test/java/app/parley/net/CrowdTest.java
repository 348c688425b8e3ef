package app.parley.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = 1;
    private final Crowd crowd = crowd(5, 2);

    private Crowd crowd(int connections, int perAddress) {
        Duration second = Duration.ofSeconds(1);
        return new Crowd(new TlsListener.Limits(connections, perAddress, second, second, second), () -> now);
    }

    @Test
    void one_address_cannot_take_all_places_and_leaving_frees_one() {
        assertTrue(crowd.enter("a").isPresent());
        assertTrue(crowd.enter("a").isPresent());
        assertFalse(crowd.enter("a").isPresent());
        assertTrue(crowd.enter("b").isPresent());
        crowd.leave("a");
        assertTrue(crowd.enter("a").isPresent());
        assertTrue(crowd.enter(RelayEndpoint.LOCAL).isPresent());
        assertTrue(crowd.enter("c").isPresent());
        assertFalse(crowd.enter("d").isPresent(), "no place is left at all");
    }

    @Test
    void an_ipv6_address_counts_as_its_network_and_this_machine_as_itself() {
        String one = Crowd.peer(new InetSocketAddress("2001:db8::1", 5));
        assertEquals(one, Crowd.peer(new InetSocketAddress("2001:db8::2:3", 6)));
        assertFalse(one.equals(Crowd.peer(new InetSocketAddress("2001:db8:0:1::1", 5))));
        assertEquals("192.0.2.7", Crowd.peer(new InetSocketAddress("192.0.2.7", 5)));
        assertEquals(RelayEndpoint.LOCAL, Crowd.peer(new InetSocketAddress("127.0.0.1", 5)));
        assertEquals(RelayEndpoint.LOCAL, Crowd.peer(new InetSocketAddress("::1", 5)));
    }

    @Test
    void a_house_that_comes_back_at_once_is_let_in_one_after_the_other() {
        Crowd wide = crowd(20_000, 512);
        long last = 0;
        for (int i = 0; i < 512; i++) {
            last = wide.enter("house").orElseThrow().handshakeAfter();
            assertTrue(i >= Crowd.HANDSHAKES || last == 0);
        }
        assertTrue(last > 4 * SECOND && last < Crowd.PATIENCE);
        assertEquals(0, wide.enter("other").orElseThrow().handshakeAfter());
        assertEquals(0, wide.enter(RelayEndpoint.LOCAL).orElseThrow().handshakeAfter());
    }

    @Test
    void one_that_connects_and_leaves_again_and_again_is_turned_away_and_later_welcome() {
        Crowd wide = crowd(20_000, 512);
        int came = 0;
        while (wide.enter("hasty").isPresent()) {
            wide.leave("hasty");
            came++;
        }
        assertEquals(Crowd.HANDSHAKES + 5 * Crowd.HANDSHAKES_A_SECOND, came, 1);
        now += SECOND;
        int later = 0;
        while (wide.enter("hasty").isPresent()) {
            wide.leave("hasty");
            later++;
        }
        assertEquals(Crowd.HANDSHAKES_A_SECOND, later, 1);
        now += 60 * SECOND;
        assertEquals(0, wide.enter("hasty").orElseThrow().handshakeAfter());
    }

    @Test
    void this_machine_may_connect_as_often_as_it_likes() {
        Crowd wide = crowd(20_000, 512);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(0, wide.enter(RelayEndpoint.LOCAL).orElseThrow().handshakeAfter());
            wide.leave(RelayEndpoint.LOCAL);
        }
    }

    @Test
    void the_connections_of_an_address_have_one_pace_and_those_of_this_machine_one_each() {
        Crowd wide = crowd(20_000, 512);
        Pace one = wide.enter("a").orElseThrow().frames();
        assertEquals(0, one.take(Crowd.FRAMES, now));
        assertTrue(wide.enter("a").orElseThrow().frames().take(1, now) > 0);
        assertEquals(0, wide.enter("b").orElseThrow().frames().take(1, now));
        assertEquals(0, wide.enter(RelayEndpoint.LOCAL).orElseThrow().frames().take(Crowd.FRAMES, now));
        assertEquals(0, wide.enter(RelayEndpoint.LOCAL).orElseThrow().frames().take(Crowd.FRAMES, now));
        now += SECOND;
        assertEquals(0, one.take(Crowd.FRAMES, now));
        assertEquals(SECOND / Crowd.FRAMES_A_SECOND, one.take(1, now));
    }

    @Test
    void those_who_passed_by_do_not_fill_the_memory() {
        Crowd wide = crowd(20_000, 512);
        for (int i = 0; i < 100_000; i++) {
            String peer = "192.0.2." + i;
            assertTrue(wide.enter(peer).isPresent());
            wide.leave(peer);
            now += SECOND / 10_000;
        }
        assertTrue(wide.size() < 11_000);
    }
}
