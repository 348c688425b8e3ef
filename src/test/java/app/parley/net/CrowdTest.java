package app.parley.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private final Crowd crowd = new Crowd(
            new TlsListener.Limits(5, 2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));

    @Test
    void one_address_cannot_take_all_places_and_leaving_frees_one() {
        assertTrue(crowd.enter("a"));
        assertTrue(crowd.enter("a"));
        assertFalse(crowd.enter("a"));
        assertTrue(crowd.enter("b"));
        crowd.leave("a");
        assertTrue(crowd.enter("a"));
        assertTrue(crowd.enter(RelayEndpoint.LOCAL));
        assertTrue(crowd.enter("c"));
        assertFalse(crowd.enter("d"), "no place is left at all");
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
}
