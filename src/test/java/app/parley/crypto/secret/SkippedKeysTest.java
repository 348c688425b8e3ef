package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.CryptoException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which keys are kept, at the exact bounds, and that each stays with its own message.
class SkippedKeysTest {
    /// Receiving chain `number` as it begins.
    private static ReceivingChain chain(int number) {
        return new ReceivingChain(number, filled(number + 1), filled(100 + number), 0);
    }

    private static byte[] filled(int octet) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    /// The key of message `n` of chain `number`, derived afresh.
    private static byte[] key(int number, int n) {
        byte[] chainKey = chain(number).chainKey();
        for (int i = 0; i < n; i++) {
            chainKey = RatchetKeys.nextChain(chainKey);
        }
        return RatchetKeys.messageKey(chainKey);
    }

    /// Skips the first messages of chains 0, 1 and so on.
    private static SkippedKeys skipping(int... counts) throws CryptoException {
        SkippedKeys keys = SkippedKeys.NONE;
        for (int number = 0; number < counts.length; number++) {
            keys = keys.advance(chain(number), counts[number]).skipped();
        }
        return keys;
    }

    /// Chain and message of all keys, oldest first, after a look at each key.
    private static List<String> held(SkippedKeys keys) {
        for (SkippedKeys.Chain chain : keys.chains()) {
            assertEquals(chain.numbers().length * 32, chain.keys().length);
            assertArrayEquals(filled(100 + chain.number()), chain.headerKey());
            for (int i = 0; i < chain.numbers().length; i++) {
                byte[] held = Arrays.copyOfRange(chain.keys(), i * 32, (i + 1) * 32);
                assertArrayEquals(key(chain.number(), chain.numbers()[i]), held);
            }
        }
        return keys.chains().stream()
                .map(chain -> chain.number() + Arrays.toString(chain.numbers()))
                .toList();
    }

    private static SkippedKeys taken(SkippedKeys from, int number, int n) {
        SkippedKeys.Taken taken = from.take(number, n).orElseThrow();
        assertArrayEquals(key(number, n), taken.mk());
        return taken.left();
    }

    @Test
    void first_middle_and_last_key_of_a_chain_are_taken_and_all_others_stay() throws CryptoException {
        SkippedKeys keys = skipping(2, 4, 1);
        assertEquals(List.of("0[0, 1]", "1[1, 2, 3]", "2[0]"), held(taken(keys, 1, 0)));
        assertEquals(List.of("0[0, 1]", "1[0, 2, 3]", "2[0]"), held(taken(keys, 1, 1)));
        assertEquals(List.of("0[0, 1]", "1[0, 1, 3]", "2[0]"), held(taken(keys, 1, 2)));
        assertEquals(List.of("0[0, 1]", "1[0, 1, 2]", "2[0]"), held(taken(keys, 1, 3)));
        assertEquals(List.of("0[0, 1]", "1[0, 1, 2, 3]", "2[0]"), held(keys));
    }

    @Test
    void a_chain_goes_with_its_last_key_and_nothing_is_the_one_nothing() throws CryptoException {
        SkippedKeys keys = skipping(2, 1);
        assertEquals(List.of("0[0, 1]"), held(taken(keys, 1, 0)));
        assertEquals(List.of("0[1]", "1[0]"), held(taken(keys, 0, 0)));
        SkippedKeys one = taken(taken(keys, 0, 1), 0, 0);
        assertEquals(List.of("1[0]"), held(one));
        assertSame(SkippedKeys.NONE, taken(one, 1, 0));
    }

    @Test
    void what_was_not_skipped_or_is_taken_already_is_not_there() throws CryptoException {
        SkippedKeys keys = skipping(2, 3);
        assertEquals(Optional.empty(), keys.take(0, 2));
        assertEquals(Optional.empty(), keys.take(1, 3));
        assertEquals(Optional.empty(), keys.take(1, -1));
        assertEquals(Optional.empty(), keys.take(2, 0));
        assertEquals(Optional.empty(), keys.take(-1, 0));
        assertEquals(Optional.empty(), taken(keys, 1, 1).take(1, 1));
        assertEquals(Optional.empty(), SkippedKeys.NONE.take(0, 0));
    }

    @Test
    void exactly_four_thousand_are_kept_and_one_more_costs_the_oldest() throws CryptoException {
        SkippedKeys.Advanced half = SkippedKeys.NONE.advance(chain(0), 2000);
        SkippedKeys full = half.skipped().advance(half.chain(), 4000).skipped();
        assertEquals(4000, full.size());
        assertEquals(1, full.chains().size(), "keys of one chain are together");
        assertEquals(0, full.chains().getFirst().numbers()[0]);
        SkippedKeys over = full.advance(chain(1), 1).skipped();
        assertEquals(4000, over.size());
        SkippedKeys.Chain oldest = over.chains().getFirst();
        assertEquals(1, oldest.numbers()[0]);
        assertEquals(3999, oldest.numbers().length);
        assertArrayEquals(key(0, 1), Arrays.copyOf(oldest.keys(), 32));
        assertEquals(Optional.empty(), over.take(0, 0));
        assertArrayEquals(key(0, 3999), over.take(0, 3999).orElseThrow().mk());
        assertArrayEquals(key(1, 0), over.take(1, 0).orElseThrow().mk());
    }

    @Test
    void a_chain_whose_keys_all_had_to_go_is_gone() throws CryptoException {
        SkippedKeys full = skipping(3, 2, 2000, 1995);
        assertEquals(4000, full.size());
        assertEquals(List.of(1, 2, 3, 4), numbers(full.advance(chain(4), 3).skipped()), "three for three");
        SkippedKeys five = full.advance(chain(4), 5).skipped();
        assertEquals(List.of(2, 3, 4), numbers(five), "two chains at once");
        assertEquals(2000, five.chains().getFirst().numbers().length);
        SkippedKeys six = full.advance(chain(4), 6).skipped();
        assertEquals(1, six.chains().getFirst().numbers()[0], "and one of the next");
        assertEquals(4000, six.size());
    }

    private static List<Integer> numbers(SkippedKeys keys) {
        return keys.chains().stream().map(SkippedKeys.Chain::number).toList();
    }

    @Test
    void moving_on_by_nothing_keeps_nothing_and_backwards_or_too_far_is_refused() throws CryptoException {
        SkippedKeys.Advanced some = SkippedKeys.NONE.advance(chain(0), 3);
        assertEquals(3, some.chain().n());
        SkippedKeys.Advanced same = some.skipped().advance(some.chain(), 3);
        assertEquals(List.of("0[0, 1, 2]"), held(same.skipped()));
        assertArrayEquals(some.chain().chainKey(), same.chain().chainKey());
        assertEquals(List.of(), SkippedKeys.NONE.advance(chain(0), 0).skipped().chains());
        assertThrows(CryptoException.class, () -> some.skipped().advance(some.chain(), 2));
        assertThrows(CryptoException.class, () -> some.skipped().advance(some.chain(), 2004));
        assertEquals(2003, some.skipped().advance(some.chain(), 2003).skipped().size());
        SkippedKeys.Advanced later = some.skipped().advance(new ReceivingChain(0, filled(9), filled(100), 7), 8);
        assertEquals(
                List.of("0[0, 1, 2, 7]"),
                later.skipped().chains().stream()
                        .map(chain -> chain.number() + Arrays.toString(chain.numbers()))
                        .toList());
    }

    @Test
    void a_chain_is_too_old_once_ten_have_begun_after_it() throws CryptoException {
        SkippedKeys keys = skipping(1, 1, 1);
        assertEquals(List.of(0, 1, 2), numbers(keys.aged(9)));
        assertEquals(List.of(1, 2), numbers(keys.aged(10)));
        assertEquals(List.of(2), numbers(keys.aged(11)));
        assertSame(SkippedKeys.NONE, keys.aged(12));
    }

    /// A state that is wiped must not take the keys of the next one with it, nor leave its own.
    @Test
    void every_change_has_copies_of_its_own() throws CryptoException {
        SkippedKeys before = skipping(2, 2);
        String all = octets(before);
        SkippedKeys fewer = taken(before, 0, 0);
        SkippedKeys alone = taken(taken(before, 0, 0), 0, 1);
        SkippedKeys more = before.advance(chain(2), 1).skipped();
        SkippedKeys aged = before.aged(3);
        SkippedKeys copy = before.copy();
        before.wipe();
        assertEquals("00".repeat(all.length() / 2), octets(before));
        assertEquals(List.of("0[1]", "1[0, 1]"), held(fewer));
        assertEquals(List.of("1[0, 1]"), held(alone));
        assertEquals(List.of("0[0, 1]", "1[0, 1]", "2[0]"), held(more));
        assertEquals(List.of("0[0, 1]", "1[0, 1]"), held(aged));
        assertEquals(all, octets(copy));
    }

    private static String octets(SkippedKeys keys) {
        StringBuilder all = new StringBuilder();
        keys.chains()
                .forEach(chain -> all.append(HexFormat.of().formatHex(chain.headerKey()))
                        .append(HexFormat.of().formatHex(chain.keys())));
        return all.toString();
    }
}
