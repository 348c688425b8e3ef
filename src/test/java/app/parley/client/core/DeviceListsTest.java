package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Message.Kind;
import app.parley.client.MessageId;
import app.parley.client.Person.Trust;
import app.parley.client.Said;
import app.parley.client.history.People;
import app.parley.client.history.Settings;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnIdentity;
import app.parley.protocol.AccountId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever lists of devices a relay shows, only what its owner signed in one chain counts, and
/// the rest is said (PROTOCOL.md §2).
class DeviceListsTest {
    private static final Octets ELSEWHERE = Octets.of(new byte[32]);

    @TempDir
    Path folder;

    private DeskBench alice;
    private DeskBench bob;
    private AccountId bobsAccount;
    private Manifest first;

    @BeforeEach
    void start() throws Exception {
        alice = new DeskBench(folder, "alice");
        bob = new DeskBench(folder, "bob");
        bobsAccount = bob.own.account();
        first = bob.own.manifest();
        alice.knows(bob.own);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
    }

    private boolean take(Manifest found) throws ClientException {
        return alice.ask(
                desk -> new DeviceLists(desk).take(desk.people.find(bobsAccount).orElseThrow(), found));
    }

    /// Bob's next list with another device instead of the first.
    private Manifest next(Manifest before) {
        OwnIdentity other = alice.own;
        Manifest.Device device = other.manifest().devices().getFirst();
        return DeskBench.list(
                bob.own,
                before.seq() + 1,
                Identities.hash(before),
                new Manifest.Device(2, device.signingKey(), device.agreementKey()));
    }

    private Manifest conflicting() {
        return DeskBench.list(
                bob.own, first.seq(), ELSEWHERE, next(first).devices().getFirst());
    }

    private void knowsText(String text) throws ClientException {
        alice.step(desk -> desk.messages.addSent(
                bobsAccount,
                desk.newId(),
                Said.of(text),
                new byte[0],
                desk.now(),
                new Delivery.Waiting(Delivery.Why.SENDING)));
    }

    @Test
    void the_same_list_and_the_next_one_are_taken_and_nothing_is_said() throws Exception {
        assertTrue(take(first));
        Manifest second = next(first);
        assertTrue(take(second));
        assertEquals(second, alice.sees(bobsAccount).manifest());
        assertEquals(List.of(), alice.notices(bobsAccount));
    }

    @Test
    void when_a_device_goes_its_mailbox_goes_and_a_new_session_is_to_begin() throws Exception {
        alice.step(desk -> desk.mailboxFor(Optional.of(bobsAccount)));
        take(next(first));
        assertEquals(People.Renewal.MAILBOX_GONE, alice.sees(bobsAccount).renewal());
        assertTrue(alice.ask(desk -> desk.mailboxes.of(bobsAccount)).isEmpty());
        assertEquals(1, alice.ask(desk -> desk.mailboxes.dropped()).size());
    }

    @Test
    void an_older_list_is_not_believed_and_said_once() throws Exception {
        knowsText("hello");
        Manifest second = next(first);
        take(second);
        assertFalse(take(first));
        assertFalse(take(first));
        assertEquals(second, alice.sees(bobsAccount).manifest());
        assertEquals(List.of(Kind.NEW_DEVICE, Kind.OLDER_DEVICES), alice.notices(bobsAccount));
        assertEquals(Trust.FIRST_SEEN, alice.sees(bobsAccount).trust());
    }

    @Test
    void two_lists_with_one_number_stop_everything() throws Exception {
        assertFalse(take(conflicting()));
        assertFalse(take(conflicting()));
        assertEquals(first, alice.sees(bobsAccount).manifest());
        assertEquals(List.of(Kind.CONFLICTING_DEVICES), alice.notices(bobsAccount));
        assertEquals(Trust.CONFLICTING_DEVICES, alice.sees(bobsAccount).trust());
        assertEquals(
                Desk.Need.NOTHING,
                alice.ask(desk -> desk.need(desk.people.find(bobsAccount).orElseThrow())));
        alice.step(desk -> desk.settings.put(Settings.Name.SIGNED_IN, 1));
        ClientException refused = assertThrows(
                ClientException.class,
                () -> alice.attempt(desk -> Sending.send(desk, bobsAccount, Said.of("still you?"))));
        assertEquals(ClientException.Why.CONFLICTING_DEVICES, refused.why());
    }

    @Test
    void a_list_that_does_not_follow_the_one_before_it_stops_everything() throws Exception {
        Manifest forked = DeskBench.list(
                bob.own, first.seq() + 1, ELSEWHERE, first.devices().getFirst());
        assertFalse(take(forked));
        assertEquals(Trust.CONFLICTING_DEVICES, alice.sees(bobsAccount).trust());
    }

    @Test
    void the_person_may_go_on_with_the_other_list_and_is_warned_if_the_former_returns() throws Exception {
        take(conflicting());
        alice.attempt(desk -> {
            new Directory(desk, new Presence()).acceptKeyChange(bobsAccount);
            return desk;
        });
        assertEquals(conflicting(), alice.sees(bobsAccount).manifest());
        assertEquals(Trust.FIRST_SEEN, alice.sees(bobsAccount).trust());
        assertTrue(take(conflicting()));
        assertFalse(take(first));
        assertEquals(Trust.CONFLICTING_DEVICES, alice.sees(bobsAccount).trust());
    }

    private Content named(Octets sender, Octets recipient) {
        return new Content(
                Octets.of(new byte[MessageId.LENGTH]),
                Identities.conversation(alice.own.account(), bobsAccount),
                0,
                sender,
                recipient,
                List.of(),
                new Body.Text("hi"),
                Optional.empty());
    }

    private void hears(Octets sender, Octets recipient) throws ClientException {
        alice.step(desk ->
                new DeviceLists(desk).named(desk.people.find(bobsAccount).orElseThrow(), named(sender, recipient)));
    }

    private boolean asks() throws ClientException {
        return alice.ask(desk -> new DeviceLists(desk).toAsk());
    }

    @Test
    void a_list_that_somebody_names_and_the_relay_does_not_show_is_said_after_it_was_asked() throws Exception {
        hears(bob.own.manifestHash(), alice.own.manifestHash());
        assertFalse(asks());
        Manifest second = next(first);
        hears(Identities.hash(second), alice.own.manifestHash());
        assertTrue(asks());
        assertEquals(List.of(), alice.notices(bobsAccount));
        alice.step(desk -> new DeviceLists(desk).allShown());
        assertEquals(List.of(Kind.HIDDEN_DEVICES), alice.notices(bobsAccount));
        assertFalse(asks());
        hears(Identities.hash(second), alice.own.manifestHash());
        assertFalse(asks());
    }

    @Test
    void a_list_that_somebody_names_and_that_comes_in_time_is_no_news() throws Exception {
        Manifest second = next(first);
        hears(Identities.hash(second), alice.own.manifestHash());
        take(second);
        alice.step(desk -> new DeviceLists(desk).allShown());
        assertEquals(List.of(), alice.notices(bobsAccount));
        // What was on its way meanwhile names the list before.
        hears(Identities.hash(first), alice.own.manifestHash());
        assertFalse(asks());
    }

    @Test
    void who_is_shown_devices_of_ours_that_are_not_ours_makes_us_warn_once() throws Exception {
        hears(bob.own.manifestHash(), ELSEWHERE);
        assertEquals(List.of(), alice.notices(bobsAccount));
        Octets stranger = Identities.hash(conflicting());
        hears(bob.own.manifestHash(), stranger);
        hears(bob.own.manifestHash(), stranger);
        assertEquals(List.of(Kind.OTHER_DEVICES_OF_OURS), alice.notices(bobsAccount));
    }
}
