package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GivenRandomTest {
    private final byte[] given = {1, 2, 3, 4};

    @Test
    void each_byte_comes_once_and_in_order() {
        GivenRandom random = new GivenRandom(given);
        byte[] first = new byte[1];
        byte[] rest = new byte[3];
        random.nextBytes(first);
        random.nextBytes(rest);
        assertArrayEquals(new byte[] {1}, first);
        assertArrayEquals(new byte[] {2, 3, 4}, rest);
        assertThrows(IllegalStateException.class, () -> random.nextBytes(first));
    }

    @Test
    void closed_it_gives_nothing_and_leaves_the_givers_bytes_alone() {
        GivenRandom random = new GivenRandom(given);
        random.close();
        assertThrows(IllegalStateException.class, () -> random.nextBytes(new byte[1]));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, given);
        assertEquals("GivenRandom[…]", random.toString());
    }

    @Test
    void what_would_need_a_source_of_randomness_is_refused() {
        GivenRandom random = new GivenRandom(given);
        assertThrows(UnsupportedOperationException.class, () -> random.generateSeed(1));
        assertThrows(UnsupportedOperationException.class, () -> random.setSeed(given));
    }
}
