package app.parley.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Person.Trust;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.People;
import app.parley.crypto.Randomness;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.store.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People who write first without being known (PROTOCOL.md §4).
class StrangersTest {
    private static final Randomness RANDOMNESS = Randomness.system();
    private static final int AT_MOST = 20;
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);

    @TempDir
    Path folder;

    private Member alice;
    private final List<Member> others = new ArrayList<>();

    @BeforeEach
    void start() {
        alice = new Member("alice", folder, RANDOMNESS);
    }

    @AfterEach
    void stop() {
        alice.close();
        others.forEach(Member::close);
    }

    private Member stranger() {
        Member member = new Member("stranger" + others.size(), folder, RANDOMNESS);
        others.add(member);
        return member;
    }

    private static SessionBook book(Sql sql, Member member) {
        return new SessionBook(sql, member.own, new OwnPrekeys(member.own, RANDOMNESS), RANDOMNESS, Member.NOW);
    }

    /// A first contact from `from` to Alice.
    private byte[] firstContact(Member from) {
        return firstContact(from, Optional.of(alice.pairs.get(others.size())));
    }

    private byte[] firstContact(Member from, Optional<OneTimeKey> pair) {
        PeerKeys keys = PeerKeys.check(
                        alice.own.account(),
                        OwnIdentity.DEVICE,
                        alice.manifest(),
                        alice.encodedBundle(),
                        pair,
                        Member.NOW)
                .orElseThrow();
        return from.database.transaction(sql -> {
            if (new People(sql).find(alice.own.account()).isEmpty()) {
                new People(sql).add(alice.own.account(), alice.own.manifest(), Trust.FIRST_SEEN, true);
                Octets sid = Octets.of(RANDOMNESS.bytes(MailboxId.LENGTH));
                new Mailboxes(sql)
                        .add(new MailboxId.Read(sid), new MailboxId.Send(sid), Optional.of(alice.own.account()));
            }
            SessionBook book = book(sql, from);
            assertTrue(book.begin(keys));
            People.Known to = new People(sql).find(alice.own.account()).orElseThrow();
            return book.seal(to, HELLO).orElseThrow().envelope();
        });
    }

    private SessionBook.Inbound opens(byte[] envelope) {
        return alice.database.transaction(
                sql -> book(sql, alice).open(new Mailboxes(sql).intro().orElseThrow(), envelope));
    }

    @Test
    void so_many_strangers_are_heard_and_the_next_only_once_one_is_none_any_more() {
        for (int i = 0; i < AT_MOST; i++) {
            assertInstanceOf(SessionBook.Opened.class, opens(firstContact(stranger())));
        }
        Member late = stranger();
        assertInstanceOf(SessionBook.Junk.class, opens(firstContact(late)));
        int waiting = alice.database.transaction(sql -> new People(sql).strangers());
        assertEquals(AT_MOST, waiting);
        // Who is in already may begin anew.
        assertInstanceOf(SessionBook.Opened.class, opens(firstContact(others.getFirst(), Optional.empty())));

        alice.database.transaction(sql -> {
            new People(sql).noStranger(others.getFirst().own.account());
            return sql;
        });
        assertInstanceOf(SessionBook.Opened.class, opens(firstContact(late, Optional.empty())));
    }

    @Test
    void who_the_relay_listed_is_heard_whatever_strangers_do() {
        for (int i = 0; i < AT_MOST; i++) {
            opens(firstContact(stranger()));
        }
        Member member = stranger();
        alice.database.transaction(sql -> {
            new People(sql).add(member.own.account(), member.own.manifest(), Trust.FIRST_SEEN, true);
            return sql;
        });
        assertInstanceOf(SessionBook.Opened.class, opens(firstContact(member)));
    }

    @Test
    void a_first_contact_with_a_list_that_excludes_the_known_one_begins_nothing_and_is_handed_on() {
        Member bob = stranger();
        Manifest known = bob.next();
        byte[] forkedSigned = bob.own.signAsAccount(
                "manifest", Manifest.signedPart(known.accountKey(), 1, known.previousHash(), 1, known.devices()));
        Manifest forked =
                new Manifest(known.accountKey(), 1, known.previousHash(), 1, known.devices(), Octets.of(forkedSigned));
        alice.database.transaction(sql -> {
            new People(sql).add(bob.own.account(), forked, Trust.FIRST_SEEN, true);
            return sql;
        });
        SessionBook.Unfitting found = assertInstanceOf(SessionBook.Unfitting.class, opens(firstContact(bob)));
        assertEquals(bob.own.account(), found.from());
        assertEquals(bob.own.manifest(), found.manifest());
        assertTrue(alice.database.transaction(sql -> book(sql, alice).peers()).isEmpty());
    }

    @Test
    void a_later_list_in_a_first_contact_ends_the_sessions_of_devices_that_went() {
        Member bob = stranger();
        opens(firstContact(bob));
        Manifest.Device other = alice.own.manifest().devices().getFirst();
        Octets hash = bob.own.manifestHash();
        List<Manifest.Device> devices = List.of(new Manifest.Device(2, other.signingKey(), other.agreementKey()));
        byte[] signature =
                bob.own.signAsAccount("manifest", Manifest.signedPart(bob.own.accountKey(), 2, hash, 1, devices));
        Manifest later = new Manifest(bob.own.accountKey(), 2, hash, 1, devices, Octets.of(signature));
        boolean ended = alice.database.transaction(sql ->
                KnownDevices.follow(sql, new People(sql).find(bob.own.account()).orElseThrow(), later));
        assertTrue(ended);
        assertTrue(alice.database.transaction(sql -> book(sql, alice).peers()).isEmpty());
    }
}
