package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mallory has a session with Alice and signs what she likes. Whatever it is, Bob's messages go on
/// arriving.
class HostileContentTest {
    private static final int SENT_AT = 2 + 16 + 32;

    @TempDir
    Path folder;

    private DeskBench alice;
    private HostilePeer mallory;
    private HostilePeer bob;

    @BeforeEach
    void start() throws Exception {
        alice = new DeskBench(folder, "alice");
        KeyBundle bundle = HostilePeer.published(alice);
        bob = new HostilePeer(alice, bundle);
        mallory = new HostilePeer(alice, bundle);
        bob.meet();
        mallory.meet();
        bob.say(bob.text("before"));
    }

    @AfterEach
    void bob_is_still_heard() throws Exception {
        bob.say(bob.text("after"));
        assertEquals(List.of("before", "after"), texts(bob.account));
        assertEquals(List.of(), alice.notices(bob.account));
        alice.close();
    }

    private List<Message> rows(AccountId with) throws Exception {
        return alice.ask(desk -> desk.messages.page(with, Long.MAX_VALUE, 10_000));
    }

    private List<String> texts(AccountId from) throws Exception {
        return rows(from).stream()
                .map(Message::body)
                .filter(Message.Received.class::isInstance)
                .map(body -> ((Message.Received) body).text())
                .toList();
    }

    private static Octets id(int number) {
        return Octets.of(ByteBuffer.allocate(16).putInt(number).array());
    }

    private byte[] text(int id, long sentAt, String text) {
        return mallory.content(id(id), sentAt, new Body.Text(text)).encode();
    }

    @Test
    void of_two_versions_of_one_message_the_first_stays_and_the_second_is_noticed() throws Exception {
        mallory.say(text(1, 0, "I owe you ten"));
        mallory.say(text(1, 5, "I owe you ten"));
        assertEquals(List.of(), alice.notices(mallory.account));
        mallory.say(text(1, 0, "I owe you one"));
        assertEquals(List.of("I owe you ten"), texts(mallory.account));
        assertEquals(List.of(Message.Kind.MESSAGE_LOST), alice.notices(mallory.account));
    }

    @Test
    void a_message_under_the_id_of_one_of_ours_leaves_ours_as_it_is() throws Exception {
        sent(mallory.account, 2);
        sent(bob.account, 2);
        mallory.say(text(2, 0, "theirs"));
        assertEquals(List.of("theirs"), texts(mallory.account));
        for (AccountId with : List.of(mallory.account, bob.account)) {
            assertEquals("ours", delivery(with, 2).text());
        }
    }

    private void sent(AccountId to, int number) throws Exception {
        alice.step(desk -> desk.messages.addSent(
                to,
                new MessageId(id(number)),
                Said.of("ours"),
                new byte[0],
                Instant.EPOCH,
                new Delivery.Waiting(Delivery.Why.SENDING)));
    }

    private Message.Sent delivery(AccountId with, int number) throws Exception {
        Optional<Message> row = alice.ask(desk -> desk.messages.sent(with, new MessageId(id(number))));
        return (Message.Sent) row.orElseThrow().body();
    }

    @Test
    void receipts_for_nothing_and_for_what_others_got_change_nothing() throws Exception {
        mallory.say(mallory.text("hello"));
        sent(bob.account, 3);
        sent(mallory.account, 4);
        int before = rows(mallory.account).size();
        List<Octets> ids = IntStream.range(0, Body.MAX_IDS)
                .mapToObj(HostileContentTest::id)
                .filter(id -> !id.equals(id(4)))
                .toList();
        mallory.say(mallory.content(id(900), 0, new Body.Seen(ids)).encode());
        mallory.say(mallory.content(id(901), 0, new Body.Delivered(ids)).encode());
        assertInstanceOf(Delivery.Waiting.class, delivery(bob.account, 3).delivery());
        assertInstanceOf(Delivery.Waiting.class, delivery(mallory.account, 4).delivery());
        assertEquals(before, rows(mallory.account).size());
        mallory.say(mallory.content(id(902), 0, new Body.Seen(List.of(id(4)))).encode());
        assertInstanceOf(Delivery.Read.class, delivery(mallory.account, 4).delivery());
    }

    @Test
    void the_end_of_time_is_shown_and_a_time_before_the_beginning_is_not() throws Exception {
        mallory.say(text(5, Long.MAX_VALUE, "from the year 292 million"));
        assertEquals(List.of("from the year 292 million"), texts(mallory.account));
        assertEquals(
                Instant.ofEpochMilli(Long.MAX_VALUE),
                rows(mallory.account).getFirst().sentAt());
        byte[] negative = text(6, 0, "before all");
        negative[SENT_AT] = (byte) 0x80;
        mallory.say(negative);
        assertEquals(1, texts(mallory.account).size());
        assertEquals(List.of(Message.Kind.MESSAGE_LOST), alice.notices(mallory.account));
    }

    @Test
    void a_gibibyte_in_place_of_any_number_shows_nothing() throws Exception {
        byte[] whole = text(7, 0, "whole");
        int tries = 0;
        for (int at = SENT_AT; at + 4 <= whole.length; at += 3) {
            byte[] broken = whole.clone();
            ByteBuffer.wrap(broken).putInt(at, 1 << 30);
            mallory.say(broken);
            tries++;
        }
        assertEquals(List.of(), texts(mallory.account));
        assertEquals(tries, alice.notices(mallory.account).size());
        mallory.say(whole);
        assertEquals(List.of("whole"), texts(mallory.account));
    }

    @Test
    void a_first_contact_with_a_key_that_is_none_makes_nobody_known() throws Exception {
        List<String> points = List.of(
                "00".repeat(32),
                "01" + "00".repeat(31),
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "ec" + "ff".repeat(30) + "7f",
                "ed" + "ff".repeat(30) + "7f",
                "09" + "00".repeat(30) + "80");
        Octets ct = Octets.of(DeskBench.RANDOMNESS.bytes(1568));
        Octets ek = Octets.of(somePoint());
        byte[] envelope = new byte[4096];
        System.arraycopy(new byte[] {1, 1, 0, 1}, 0, envelope, 0, 4);
        for (String point : points) {
            byte[] key = HexFormat.of().parseHex(point);
            mallory.deliver(mallory.firstContact(Octets.of(key), ct, envelope));
            mallory.agreementKey(key);
            mallory.deliver(mallory.firstContact(ek, ct, envelope));
        }
        mallory.deliver(mallory.firstContact(ek, ct, new byte[16384]));
        assertTrue(alice.ask(desk -> desk.people.find(mallory.account)).isEmpty());
        assertEquals(List.of(), rows(mallory.account));
    }

    private static byte[] somePoint() {
        byte[] point = DeskBench.RANDOMNESS.bytes(32);
        point[31] &= 0x3f;
        return point;
    }

    @Test
    void requests_for_envelopes_that_never_were_get_one_short_answer_each_at_most() throws Exception {
        mallory.say(mallory.text("hello"));
        int before = waiting();
        for (int i = 0; i < 20; i++) {
            int from = i * Body.MAX_IDS;
            List<EnvelopeId> madeUp = IntStream.range(from, from + Body.MAX_IDS)
                    .mapToObj(number -> new EnvelopeId(id(number)))
                    .toList();
            mallory.say(mallory.content(id(1000 + i), 0, new Body.ResendRequest(madeUp))
                    .encode());
        }
        assertTrue(waiting() - before <= 20);
        assertEquals(List.of("hello"), texts(mallory.account));
    }

    private int waiting() throws Exception {
        return alice.ask(desk -> desk.outgoing.unsealed(mallory.account).size());
    }
}
