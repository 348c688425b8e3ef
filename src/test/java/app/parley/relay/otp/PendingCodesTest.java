package app.parley.relay.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.protocol.Examples;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.PendingCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PendingCodesTest {
    private static final Duration VALID = Duration.ofMinutes(10);
    private static final Octets KEY = Examples.HASH;
    private static final Octets TAG = octets(7);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<PendingCode> settled = new ArrayList<>();
    private final PendingCodes codes = new PendingCodes(nanos::get, new Gateway() {
        @Override
        public Outcome hand(PendingCode code) {
            throw new AssertionError("nothing is handed out here");
        }

        @Override
        public void settled(PendingCode code) {
            settled.add(code);
        }
    });

    private static Octets octets(int number) {
        return Octets.of(ByteBuffer.allocate(32).putInt(number).array());
    }

    private static PendingCode note(String code) {
        return new PendingCode(Examples.PHONE, code, Instant.EPOCH);
    }

    private void put(PhoneNumber phone, Octets key, String code) {
        codes.put(phone, key, TAG, note(code), VALID);
    }

    @Test
    void a_code_waits_for_its_key_only_and_ends_with_its_time() {
        put(Examples.PHONE, KEY, "111111");
        assertEquals(Optional.of(TAG), codes.find(Examples.PHONE, KEY));
        assertEquals(Optional.empty(), codes.find(Examples.PHONE, octets(2)));
        assertEquals(Optional.empty(), codes.spent(Examples.PHONE, KEY));
        nanos.addAndGet(VALID.toNanos() - 1);
        assertEquals(Optional.of(TAG), codes.find(Examples.PHONE, KEY));
        nanos.incrementAndGet();
        assertEquals(Optional.empty(), codes.find(Examples.PHONE, KEY));
        assertEquals(List.of(note("111111")), settled);
    }

    @Test
    void a_used_code_is_good_for_repeating_only_and_only_for_its_time() {
        put(Examples.PHONE, KEY, "111111");
        codes.spend(Examples.PHONE, KEY, TAG, VALID);
        assertEquals(Optional.empty(), codes.find(Examples.PHONE, KEY));
        assertEquals(Optional.of(TAG), codes.spent(Examples.PHONE, KEY));
        assertEquals(List.of(note("111111")), settled);
        nanos.addAndGet(VALID.toNanos() - 1);
        assertEquals(Optional.of(TAG), codes.spent(Examples.PHONE, KEY));
        nanos.incrementAndGet();
        assertEquals(Optional.empty(), codes.spent(Examples.PHONE, KEY));
        assertEquals(1, settled.size(), "it left the owner's screen when it was used");
    }

    @Test
    void a_new_code_takes_the_place_of_the_one_before() {
        put(Examples.PHONE, KEY, "111111");
        codes.put(Examples.PHONE, KEY, octets(8), note("222222"), VALID);
        assertEquals(Optional.of(octets(8)), codes.find(Examples.PHONE, KEY));
        assertEquals(List.of(note("111111")), settled);
    }

    @Test
    void ten_thousand_codes_wait_and_of_more_the_oldest_goes() {
        for (int i = 0; i < 10_000; i++) {
            put(Examples.PHONE, octets(i), "111111");
        }
        assertEquals(List.of(), settled);
        assertEquals(Optional.of(TAG), codes.find(Examples.PHONE, octets(0)));
        put(Examples.PHONE, octets(10_000), "222222");
        assertEquals(Optional.empty(), codes.find(Examples.PHONE, octets(0)));
        assertEquals(Optional.of(TAG), codes.find(Examples.PHONE, octets(1)));
        assertEquals(1, settled.size());
    }
}
