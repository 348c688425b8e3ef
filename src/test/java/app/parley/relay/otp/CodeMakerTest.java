package app.parley.relay.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CodeMakerTest {
    private static String made(int digits, Integer... draws) {
        Queue<Integer> left = new ArrayDeque<>(List.of(draws));
        CodeMaker maker =
                new CodeMaker(new byte[32], target -> ByteBuffer.wrap(target).putInt(left.remove()));
        String code = maker.make(digits);
        assertTrue(left.isEmpty(), "all that was drawn was needed");
        return code;
    }

    @Test
    void what_is_drawn_becomes_its_last_digits() {
        assertEquals("000042", made(6, 42));
        assertEquals("123456", made(6, 7_123_456));
        assertEquals("00000042", made(8, 42));
        assertEquals("000042", made(6, 42 | Integer.MIN_VALUE), "the sign counts for nothing");
    }

    @Test
    void what_lies_above_the_last_full_round_is_drawn_again() {
        // 2^31 is 2147 millions and 483648: without drawing again the codes below that would be more likely.
        assertEquals("999999", made(6, 2_146_999_999));
        assertEquals("000001", made(6, 2_147_000_000, 1));
        assertEquals("000001", made(6, Integer.MAX_VALUE, 2_147_000_000, 1));
        assertEquals("00000002", made(8, 2_100_000_000, 2));
    }
}
