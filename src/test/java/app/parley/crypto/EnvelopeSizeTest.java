package app.parley.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeSizeTest {
    @Test
    void the_smallest_size_that_holds_the_content_is_taken() {
        assertEquals(EnvelopeSize.SMALL, EnvelopeSize.fitting(0));
        assertEquals(EnvelopeSize.SMALL, EnvelopeSize.fitting(1700));
        assertEquals(EnvelopeSize.MEDIUM, EnvelopeSize.fitting(1701));
        assertEquals(EnvelopeSize.MEDIUM, EnvelopeSize.fitting(13_988));
        assertEquals(EnvelopeSize.LARGE, EnvelopeSize.fitting(13_989));
        assertEquals(EnvelopeSize.LARGE, EnvelopeSize.fitting(63_140));
        assertThrows(IllegalArgumentException.class, () -> EnvelopeSize.fitting(63_141));
    }

    @Test
    void only_the_three_lengths_and_known_prefixes_are_envelopes() {
        for (int length = 0; length < 70_000; length++) {
            boolean known = length == 4096 || length == 16_384 || length == 65_536;
            assertEquals(known, EnvelopeSize.ofTotal(length).isPresent());
        }
        for (EnvelopeKind kind : EnvelopeKind.values()) {
            byte[] envelope = Arrays.copyOf(kind.prefix(), 4096);
            assertEquals(Optional.of(kind), EnvelopeKind.of(envelope));
            for (int at = 0; at < 4; at++) {
                envelope[at] ^= 4;
                assertTrue(EnvelopeKind.of(envelope).isEmpty(), "byte " + at);
                envelope[at] ^= 4;
            }
            assertTrue(EnvelopeKind.of(kind.prefix()).isEmpty());
        }
        assertTrue(EnvelopeKind.of(new byte[0]).isEmpty());
    }
}
