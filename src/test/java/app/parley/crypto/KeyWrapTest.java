package app.parley.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyWrapTest {
    private static final KeyWrap.Cost CHEAP = new KeyWrap.Cost(64, 1);
    private final SeededRandomness random = new SeededRandomness(21);
    private final byte[] key = random.bytes(32);
    private final Passphrase right = Passphrase.of("correct horse é");
    private final byte[] wrapped = KeyWrap.wrap(right, key, random, CHEAP);

    @Test
    void the_right_passphrase_opens_at_full_cost() {
        byte[] full = KeyWrap.wrap(right, key, random);
        assertEquals(KeyWrap.WRAPPED_SIZE, full.length);
        ByteBuffer head = ByteBuffer.wrap(full, 4, 8);
        assertEquals(65_536, head.getInt());
        assertEquals(3, head.getInt());
        assertArrayEquals(key, opened(right, full));
    }

    @Test
    void another_passphrase_is_told_from_a_damaged_file() {
        assertArrayEquals(key, opened(right, wrapped));
        for (String wrong : new String[] {"", "correct horse e", "correct horse é ", "Correct horse é"}) {
            Unwrapped result = KeyWrap.unwrap(Passphrase.of(wrong), wrapped);
            assertInstanceOf(Unwrapped.WrongPassphrase.class, result, wrong);
        }
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] damaged = wrapped.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertInstanceOf(Unwrapped.Damaged.class, KeyWrap.unwrap(right, damaged), "bit " + bit);
        }
        for (int length = 0; length < 200; length++) {
            if (length != wrapped.length) {
                Unwrapped result = KeyWrap.unwrap(right, Arrays.copyOf(wrapped, length));
                assertInstanceOf(Unwrapped.Damaged.class, result, "length " + length);
            }
        }
    }

    @Test
    void a_planted_file_cannot_make_the_machine_work_without_bound() {
        int[][] costs = {
            {262_145, 1},
            {1 << 21, 1},
            {Integer.MAX_VALUE, 3},
            {Integer.MIN_VALUE, 3},
            {-1, 1},
            {0, 1},
            {7, 1},
            {64, 17},
            {64, Integer.MAX_VALUE},
            {64, 0},
            {64, -3},
            {262_145, 17}
        };
        for (int[] cost : costs) {
            assertInstanceOf(
                    Unwrapped.Damaged.class,
                    KeyWrap.unwrap(right, planted(cost[0], cost[1], 1)),
                    Arrays.toString(cost));
        }
        assertInstanceOf(Unwrapped.Damaged.class, KeyWrap.unwrap(right, planted(64, 1, 0)));
        assertInstanceOf(Unwrapped.Damaged.class, KeyWrap.unwrap(right, planted(64, 1, 2)));
    }

    /// Another cost and the hash to it: a file that is whole.
    private byte[] planted(int memoryKiB, int passes, int lanes) {
        ByteBuffer planted = ByteBuffer.wrap(wrapped.clone());
        planted.putInt(4, memoryKiB).putInt(8, passes).putInt(12, lanes);
        byte[] hash = Sha256.of(Arrays.copyOf(planted.array(), KeyWrap.WRAPPED_SIZE - 32));
        return planted.put(KeyWrap.WRAPPED_SIZE - 32, hash).array();
    }

    @Test
    void the_cheapest_and_the_dearest_cost_that_are_taken_open() {
        int[][] costs = {{8, 1}, {8, 16}, {262_144, 1}};
        for (int[] cost : costs) {
            byte[] extreme = KeyWrap.wrap(right, key, random, new KeyWrap.Cost(cost[0], cost[1]));
            assertArrayEquals(key, opened(right, extreme), Arrays.toString(cost));
        }
    }

    @Test
    void the_bounds_of_a_cost_are_exact_and_our_own_lies_well_below() {
        assertTrue(new KeyWrap.Cost(8, 1).bounded());
        assertTrue(new KeyWrap.Cost(262_144, 16).bounded());
        assertFalse(new KeyWrap.Cost(7, 16).bounded());
        assertFalse(new KeyWrap.Cost(262_145, 16).bounded());
        assertFalse(new KeyWrap.Cost(262_144, 17).bounded());
        assertFalse(new KeyWrap.Cost(262_144, 0).bounded());
        KeyWrap.Cost ours = KeyWrap.Cost.STANDARD;
        assertTrue(new KeyWrap.Cost(4 * ours.memoryKiB(), 4 * ours.passes()).bounded());
    }

    @Test
    void the_stored_cost_is_bound_to_the_key() {
        assertInstanceOf(Unwrapped.WrongPassphrase.class, KeyWrap.unwrap(right, planted(32, 1, 1)));
    }

    @Test
    void the_same_letters_composed_or_not_are_the_same_passphrase() {
        assertArrayEquals(key, opened(Passphrase.of("correct horse e\u0301"), wrapped));
    }

    @Test
    void wrapping_twice_gives_different_bytes_and_only_32_bytes_are_a_key() {
        byte[] again = KeyWrap.wrap(right, key, random, CHEAP);
        assertNotEquals(HexFormat.of().formatHex(wrapped), HexFormat.of().formatHex(again));
        assertThrows(IllegalArgumentException.class, () -> KeyWrap.wrap(right, new byte[31], random, CHEAP));
    }

    @Test
    void nothing_secret_is_printed_and_closing_wipes() {
        assertEquals("Passphrase[…]", right.toString());
        assertFalse(KeyWrap.unwrap(right, wrapped).toString().contains("[" + key[0]));
        assertFalse(right.isEmpty());
        assertTrue(Passphrase.of("").isEmpty());
        Passphrase closed = Passphrase.of("abc");
        closed.close();
        assertArrayEquals(new byte[3], closed.utf8());
    }

    @Test
    void argon2id_gives_what_its_reference_implementation_gives() {
        // phc-winner-argon2, src/test.c, version 0x13, Argon2id, "password" with "somesalt".
        byte[] salt = "somesalt".getBytes(US_ASCII);
        byte[] password = "password".getBytes(US_ASCII);
        assertEquals(
                "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
                HexFormat.of().formatHex(KeyWrap.argon2id(password, salt, new KeyWrap.Cost(65_536, 2), 1)));
        assertEquals(
                "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
                HexFormat.of().formatHex(KeyWrap.argon2id(password, salt, new KeyWrap.Cost(256, 2), 1)));
    }

    private static byte[] opened(Passphrase passphrase, byte[] wrapped) {
        return assertInstanceOf(Unwrapped.Opened.class, KeyWrap.unwrap(passphrase, wrapped))
                .key();
    }
}
