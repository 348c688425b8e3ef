package app.parley.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.app.Town;
import app.parley.client.MessageId;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.secret.SessionEnvelope;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The judge of the crash run must be able to find somebody guilty: forged records, each with one
/// promise broken.
class JudgeTest {
    private static final PhoneNumber ALICE = PhoneNumber.parse(Town.ALICE).orElseThrow();
    private static final PhoneNumber BOB = PhoneNumber.parse(Town.BOB).orElseThrow();
    private static final MailboxId.Read MAILBOX = new MailboxId.Read(Octets.of(new byte[MailboxId.LENGTH]));
    private static final int EACH = 5;

    private final Random random = new Random(8125);
    private final Judge judge = new Judge();

    private byte[] session() {
        byte[] bytes = random(EnvelopeSize.SMALL.total());
        System.arraycopy(EnvelopeKind.SESSION.prefix(), 0, bytes, 0, EnvelopeKind.PREFIX_SIZE);
        return bytes;
    }

    private byte[] firstContact() {
        byte[] bytes = random(EnvelopeSize.MEDIUM.total());
        System.arraycopy(EnvelopeKind.FIRST_CONTACT.prefix(), 0, bytes, 0, EnvelopeKind.PREFIX_SIZE);
        return bytes;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void send(byte[] bytes) {
        judge.hear(ALICE, new Note.Sent(Envelope.of(bytes)));
    }

    private static MessageId id(int number) {
        byte[] bytes = new byte[MessageId.LENGTH];
        bytes[0] = (byte) number;
        return new MessageId(Octets.of(bytes));
    }

    private static EnvelopeId envelope(int number) {
        return new EnvelopeId(id(number).octets());
    }

    /// Everything from Bob to Alice, and from Alice what she wrote.
    private void allButWhatBobGot() {
        for (int i = 0; i < EACH; i++) {
            judge.hear(ALICE, new Note.Committed(BOB, i, id(i)));
            judge.hear(ALICE, new Note.SentRow(BOB, i, id(i), true));
            judge.hear(BOB, new Note.Committed(ALICE, i, id(i)));
            judge.hear(BOB, new Note.SentRow(ALICE, i, id(i), true));
            judge.hear(ALICE, new Note.ReceivedRow(BOB, i, id(i)));
        }
    }

    private void bobGot(int... numbers) {
        for (int number : numbers) {
            judge.hear(BOB, new Note.ReceivedRow(ALICE, number, id(number)));
        }
    }

    private List<String> verdict() {
        return judge.verdict(List.of(ALICE, BOB), EACH);
    }

    private void assertFound(String what) {
        assertTrue(verdict().stream().anyMatch(complaint -> complaint.contains(what)), () -> "" + verdict());
    }

    private void assertInnocent() {
        assertEquals(List.of(), verdict());
    }

    private void allWell() {
        allButWhatBobGot();
        bobGot(IntStream.range(0, EACH).toArray());
    }

    @Test
    void who_kept_all_promises_is_innocent() {
        allWell();
        byte[] again = session();
        send(again);
        send(again);
        send(session());
        send(firstContact());
        judge.hear(ALICE, new Note.Accepted(envelope(1)));
        judge.hear(BOB, new Note.Delivered(MAILBOX, 1, envelope(1)));
        judge.hear(BOB, new Note.Delivered(MAILBOX, 1, envelope(1)));
        assertInnocent();
    }

    @Test
    void one_commitment_on_two_ciphertexts_is_found() {
        allWell();
        byte[] one = session();
        byte[] other = session();
        System.arraycopy(
                one,
                SessionEnvelope.COMMITMENT_AT,
                other,
                SessionEnvelope.COMMITMENT_AT,
                SessionEnvelope.COMMITMENT_SIZE);
        send(one);
        send(other);
        assertFound("one commitment in two envelopes");
    }

    @Test
    void one_commitment_inside_a_first_contact_and_outside_is_found() {
        allWell();
        byte[] inner = session();
        byte[] other = inner.clone();
        other[other.length - 1] ^= 1;
        send(other);
        judge.inside(envelope(1), Envelope.of(inner));
        assertFound("one commitment in two envelopes");
    }

    @Test
    void one_header_on_two_envelopes_is_found() {
        allWell();
        byte[] one = session();
        byte[] other = session();
        System.arraycopy(one, 0, other, 0, SessionEnvelope.COMMITMENT_AT);
        send(one);
        send(other);
        assertFound("one header in two envelopes");
        assertFound("one header nonce in two envelopes");
    }

    @Test
    void one_encapsulation_in_two_first_contacts_is_found() {
        allWell();
        byte[] one = firstContact();
        byte[] other = one.clone();
        other[other.length - 1] ^= 1;
        send(one);
        send(other);
        assertFound("one first contact in two envelopes");
    }

    @Test
    void bytes_that_are_no_envelope_are_found() {
        allWell();
        send(new byte[EnvelopeSize.SMALL.total()]);
        assertFound("an envelope of no kind");
    }

    @Test
    void a_lost_message_is_found() {
        allButWhatBobGot();
        bobGot(0, 1, 3, 4);
        assertFound("2 was lost");
    }

    @Test
    void a_message_that_came_twice_is_found() {
        allButWhatBobGot();
        bobGot(0, 1, 2, 2, 3, 4);
        assertFound("came twice");
    }

    @Test
    void two_messages_in_the_wrong_order_are_found() {
        allButWhatBobGot();
        bobGot(0, 1, 3, 2, 4);
        assertFound("order of arrival");
    }

    @Test
    void a_message_under_another_id_is_found() {
        allButWhatBobGot();
        bobGot(0, 1, 2, 3);
        judge.hear(BOB, new Note.ReceivedRow(ALICE, 4, id(77)));
        assertFound("never written");
    }

    @Test
    void a_promise_that_its_writer_forgot_is_found() {
        allWell();
        judge.hear(ALICE, new Note.Committed(BOB, EACH, id(EACH)));
        assertFound(EACH + " was promised and not kept");
    }

    @Test
    void a_number_that_was_promised_twice_is_found() {
        allWell();
        judge.hear(ALICE, new Note.Committed(BOB, 2, id(99)));
        assertFound("2 of " + ALICE + " was promised twice");
    }

    @Test
    void a_message_that_was_announced_twice_is_found() {
        allWell();
        judge.hear(BOB, new Note.Received(ALICE, 1, id(1)));
        judge.hear(BOB, new Note.Received(ALICE, 1, id(1)));
        assertFound("announced twice");
    }

    @Test
    void a_message_that_was_not_confirmed_is_found() {
        allWell();
        judge.hear(ALICE, new Note.SentRow(BOB, EACH, id(EACH), false));
        assertFound("was not confirmed");
    }

    @Test
    void an_accepted_envelope_that_nobody_got_is_found() {
        allWell();
        judge.hear(ALICE, new Note.Accepted(envelope(1)));
        assertFound("never delivered");
    }

    @Test
    void an_accepted_envelope_that_is_not_on_the_disk_is_found() {
        allWell();
        judge.hear(ALICE, new Note.Accepted(envelope(1)));
        judge.hear(ALICE, new Note.Accepted(envelope(2)));
        judge.relayHolds(Set.of(envelope(1), envelope(2)));
        judge.hear(BOB, new Note.Delivered(MAILBOX, 1, envelope(1)));
        judge.relayHolds(Set.of(envelope(2)));
        judge.hear(BOB, new Note.Delivered(MAILBOX, 2, envelope(2)));
        assertInnocent();
        judge.hear(ALICE, new Note.Accepted(envelope(3)));
        judge.relayHolds(Set.of(envelope(2)));
        assertFound("1 accepted envelopes are not on the relay's disk");
    }

    @Test
    void a_gap_in_a_mailbox_and_a_number_given_twice_are_found() {
        allWell();
        judge.hear(BOB, new Note.Delivered(MAILBOX, 1, envelope(1)));
        judge.hear(BOB, new Note.Delivered(MAILBOX, 3, envelope(3)));
        assertFound("a mailbox has 1 gaps and the relay was killed 0 times");
        judge.hear(BOB, new Note.Delivered(MAILBOX, 3, envelope(4)));
        assertFound("one number of a mailbox for two envelopes");
    }

    @Test
    void what_a_process_noted_as_odd_is_found() {
        allWell();
        judge.hear(ALICE, new Note.Oddity("notice: MESSAGE_LOST"));
        assertFound("MESSAGE_LOST");
    }

    @Test
    void a_tape_says_what_was_noted_except_what_a_kill_cut_off(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("tape");
        List<Note> notes = List.of(
                new Note.Sent(Envelope.of(session())),
                new Note.Accepted(envelope(1)),
                new Note.Delivered(MAILBOX, 8, envelope(1)),
                new Note.Committed(BOB, 3, id(3)),
                new Note.Received(BOB, 4, id(4)),
                new Note.SentRow(BOB, 3, id(3), true),
                new Note.ReceivedRow(BOB, 4, id(4)),
                new Note.Oddity("odd"));
        Tape.Reader reader = new Tape.Reader(ALICE, path);
        assertEquals(List.of(), reader.news());
        List<Note> read = new ArrayList<>();
        try (Tape tape = new Tape(path)) {
            for (Note note : notes) {
                tape.add(note);
                read.addAll(reader.news());
            }
        }
        assertEquals(notes, read);
        Files.write(path, new byte[] {0, 0, 0, 9, 1}, StandardOpenOption.APPEND);
        assertEquals(List.of(), reader.news());
        assertEquals(notes.size(), reader.count());
    }
}
