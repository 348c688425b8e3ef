package app.parley.relay.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.PendingCode;
import app.parley.relay.RelayLimits;
import app.parley.relay.core.HandClock;
import app.parley.relay.mailbox.SqliteRelayStore;
import app.parley.relay.otp.OtpDesk.Asked;
import app.parley.relay.otp.OtpDesk.Checked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtpDeskTest {
    private static final Octets ADMISSION = Octets.of(new byte[16]);
    private static final Octets KEY = Octets.of(new byte[32]);
    private static final PhoneNumber PHONE = PhoneNumber.parse("+12025550100").orElseThrow();

    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();
    private final Deque<PendingCode> handed = new ArrayDeque<>();
    private boolean reachable = true;
    private SqliteRelayStore store;
    private OtpDesk desk;

    private final Gateway gateway = new Gateway() {
        @Override
        public Outcome hand(PendingCode code) {
            handed.add(code);
            return reachable ? new Outcome.Handed() : new Outcome.Failed();
        }

        @Override
        public void settled(PendingCode code) {
            handed.remove(code);
        }
    };

    @BeforeEach
    void open() {
        store = SqliteRelayStore.open(dir.resolve("relay.db"), 1L << 30, clock, Randomness.system());
        desk = new OtpDesk(
                ADMISSION,
                new byte[32],
                new Blinding(new byte[32], Randomness.system()),
                gateway,
                store,
                RelayLimits.DEFAULT,
                clock,
                clock,
                Randomness.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Asked ask(PhoneNumber phone, String peer) {
        return desk.ask(phone, KEY, ADMISSION, peer).join();
    }

    private Checked check(String code) {
        return desk.check(PHONE, KEY, code, ADMISSION).join();
    }

    @Test
    void a_code_has_six_digits_and_its_text_form_hides_it() {
        assertInstanceOf(Asked.Sent.class, ask(PHONE, "a"));
        PendingCode code = handed.getFirst();
        assertTrue(code.code().matches("[0-9]{6}"));
        assertFalse(code.toString().contains(code.code()));
        assertEquals(new Checked.Right(), check(code.code()));
        assertTrue(handed.isEmpty());
    }

    @Test
    void codes_are_drawn_evenly() {
        CodeMaker maker = new CodeMaker(new byte[32], Randomness.system());
        int[] first = new int[10];
        for (int i = 0; i < 20_000; i++) {
            first[maker.make(6).charAt(0) - '0']++;
        }
        for (int count : first) {
            assertTrue(count > 1700 && count < 2300, "far from 2000: " + count);
        }
    }

    @Test
    void a_number_above_the_last_full_round_is_drawn_again() {
        Deque<byte[]> draws = new ArrayDeque<>(List.of(new byte[] {127, -1, -1, -1}, new byte[] {0, 0, 0, 42}));
        CodeMaker maker = new CodeMaker(new byte[32], target -> System.arraycopy(draws.remove(), 0, target, 0, 4));
        assertEquals("000042", maker.make(6));
        assertTrue(draws.isEmpty());
    }

    @Test
    void guessing_many_at_once_gives_no_more_than_five_tries() {
        ask(PHONE, "a");
        List<CompletableFuture<Checked>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(desk.check(PHONE, KEY, "no" + i, ADMISSION));
        }
        long wrong = all.stream()
                .filter(each -> each.join() instanceof Checked.Wrong)
                .count();
        assertEquals(5, wrong);
    }

    @Test
    void a_right_code_forgets_the_wrong_ones_before() {
        ask(PHONE, "a");
        assertEquals(new Checked.Wrong(4), check("x"));
        assertEquals(new Checked.Right(), check(handed.getFirst().code()));
        assertEquals(5, assertInstanceOf(Asked.Sent.class, ask(PHONE, "a")).triesLeft());
    }

    @Test
    void one_address_cannot_ask_for_everybody_but_this_machine_can() {
        for (int i = 0; i < 30; i++) {
            assertInstanceOf(Asked.Sent.class, ask(number(i), "192.0.2.1"));
        }
        assertInstanceOf(Asked.TooOften.class, ask(number(40), "192.0.2.1"));
        assertInstanceOf(Asked.Sent.class, ask(number(40), "192.0.2.2"));
        for (int i = 50; i < 90; i++) {
            assertInstanceOf(Asked.Sent.class, ask(number(i), "local"));
        }
    }

    private static PhoneNumber number(int i) {
        return PhoneNumber.parse("+120255501" + (10 + i)).orElseThrow();
    }

    @Test
    void the_whole_relay_has_a_limit() {
        int sent = 0;
        for (int i = 0; i < 300; i++) {
            PhoneNumber phone = PhoneNumber.parse("+1202555" + (1000 + i)).orElseThrow();
            sent += ask(phone, "local") instanceof Asked.Sent ? 1 : 0;
        }
        assertEquals(200, sent);
    }

    @Test
    void a_gateway_that_fails_is_told() {
        reachable = false;
        assertEquals(new Asked.NotHanded(), ask(PHONE, "a"));
    }

    @Test
    void a_code_is_over_after_ten_minutes() {
        ask(PHONE, "a");
        String code = handed.getFirst().code();
        clock.pass(OtpDesk.VALID.minus(Duration.ofMillis(1)));
        assertEquals(new Checked.Wrong(4), check("x"));
        clock.pass(Duration.ofMillis(1));
        assertEquals(new Checked.Expired(), check(code));
        assertTrue(handed.isEmpty());
    }
}
