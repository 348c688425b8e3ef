package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.client.ClientException;
import app.parley.client.MessageId;
import app.parley.client.history.ResendAllowance;
import app.parley.client.history.Unopened;
import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much work somebody can make by saying that they could not open something (PROTOCOL.md §6).
class ResendTest {
    private static final int UNCONFIRMED = 50;

    @TempDir
    Path folder;

    private DeskBench alice;
    private DeskBench bob;
    private AccountId bobsAccount;

    @BeforeEach
    void start() throws Exception {
        alice = new DeskBench(folder, "alice");
        bob = new DeskBench(folder, "bob");
        bobsAccount = bob.own.account();
        alice.knows(bob.own);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
    }

    private static EnvelopeId envelope(int number) {
        return new EnvelopeId(
                Octets.of(ByteBuffer.allocate(EnvelopeId.LENGTH).putInt(number).array()));
    }

    /// Messages that the relay took and Bob did not confirm.
    private void accepted(int from, int to) throws ClientException {
        alice.step(desk -> IntStream.range(from, to).forEach(number -> {
            MessageId id = desk.newId();
            long item = desk.outgoing.add(bobsAccount, Optional.of(id), new byte[] {1});
            MailboxId.Send sid = new MailboxId.Send(Octets.of(new byte[MailboxId.LENGTH]));
            desk.outgoing.sealed(item, 1, sid, new byte[4096], envelope(number));
            long place = desk.outgoing.toSend(0, 1).getFirst().place();
            desk.outgoing.accepted(item, place, Long.MAX_VALUE);
        }));
    }

    private int again(EnvelopeId... asked) throws ClientException {
        return alice.ask(desk -> {
            int before = waitingMessages(desk);
            new Receiving(desk, DeskBench.TIMING, true).again(bobsAccount, List.of(asked));
            return waitingMessages(desk) - before;
        });
    }

    private int waitingMessages(Desk desk) {
        return (int) desk.outgoing.unsealed(bobsAccount).stream()
                .filter(item -> item.message().isPresent())
                .count();
    }

    private int answers() throws ClientException {
        return alice.ask(desk -> (int) desk.outgoing.unsealed(bobsAccount).stream()
                .filter(item -> item.message().isEmpty())
                .count());
    }

    @Test
    void an_envelope_that_is_known_is_sent_again_alone() throws Exception {
        accepted(0, 3);
        assertEquals(1, again(envelope(1)));
        assertEquals(1, answers());
    }

    @Test
    void made_up_envelopes_soon_get_nothing_more_and_the_right_to_ask_comes_back() throws Exception {
        accepted(0, UNCONFIRMED);
        int times = ResendAllowance.BURST / UNCONFIRMED;
        for (int i = 0; i < times; i++) {
            assertEquals(UNCONFIRMED, again(envelope(1000 + i)));
        }
        assertEquals(0, again(envelope(2000)));
        assertEquals(0, again(envelope(1)));
        assertEquals(times, answers());
        alice.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(30)));
        assertEquals(1, again(envelope(1)));
        alice.clock.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        assertEquals(UNCONFIRMED, again(envelope(2001)));
    }

    @Test
    void answers_that_there_is_nothing_to_send_are_bounded_as_well() throws Exception {
        for (int i = 0; i < ResendAllowance.BURST + 50; i++) {
            assertEquals(0, again(envelope(3000 + i)));
        }
        assertEquals(ResendAllowance.BURST, answers());
        alice.clock.updateAndGet(now -> now.plus(Duration.ofMinutes(1)));
        for (int i = 0; i < 10; i++) {
            assertEquals(0, again(envelope(4000 + i)));
        }
        assertEquals(ResendAllowance.BURST + 3, answers(), "one every 18 seconds");
    }

    @Test
    void who_says_that_nothing_was_missing_gets_no_answer() throws Exception {
        assertEquals(0, again());
        assertEquals(0, answers());
    }

    @Test
    void a_clock_that_was_set_back_holds_nobody_up_for_longer_than_an_hour() throws Exception {
        accepted(0, 1);
        assertEquals(1, again(envelope(0)));
        alice.clock.updateAndGet(now -> now.minus(Duration.ofDays(365)));
        assertEquals(0, again(envelope(0)));
        alice.clock.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        assertEquals(1, again(envelope(0)));
    }

    @Test
    void what_nobody_can_open_is_remembered_up_to_a_bound() throws Exception {
        alice.step(desk -> {
            Unopened unopened = new Unopened(desk.sql());
            IntStream.range(0, 1200).forEach(number -> unopened.add(envelope(number), bobsAccount, 0, 0));
        });
        List<Unopened.Lost> kept = alice.ask(desk -> new Unopened(desk.sql()).due(1));
        assertEquals(1000, kept.size());
    }
}
