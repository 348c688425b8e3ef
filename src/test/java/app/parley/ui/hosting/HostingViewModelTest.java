package app.parley.ui.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.ui.control.StatusDot;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeHosting;
import app.parley.ui.fake.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostingViewModelTest {
    private final Bench bench = new Bench();

    private HostingViewModel model(Optional<Invite.Inviter> owner) {
        HostingViewModel.Vouching vouching = invite -> owner.map(invite::by).orElse(invite);
        return new HostingViewModel(bench.hosting, vouching, bench.work, bench.wording, Runnable::run);
    }

    private static Invite parsed(String link) {
        return ((InviteLink.Parsed.Ok) InviteLink.parse(link)).invite();
    }

    @Test
    void the_switch_turns_the_relay_on_and_off() {
        HostingViewModel model = model(Optional.empty());
        model.turn(true);
        assertTrue(model.isOn());
        assertEquals("On: one member, 1 online", model.getStatusWords());
        model.turn(false);
        assertEquals("Off", model.getStatusWords());
        assertEquals("", model.getInvite());
    }

    @Test
    void a_wrong_port_is_said_and_nothing_starts() {
        HostingViewModel model = model(Optional.empty());
        for (String wrong : new String[] {"", "0", "65536", "abc", "99999999"}) {
            model.portProperty().set(wrong);
            model.turn(true);
            assertEquals(bench.texts.get("hosting.port.wrong"), model.getPortProblem());
            assertTrue(bench.hosting.status() instanceof Hosting.Status.Off);
        }
    }

    @Test
    void every_failure_has_its_words() {
        for (Hosting.Reason reason : Hosting.Reason.values()) {
            bench.hosting.fails = Optional.of(reason);
            HostingViewModel model = model(Optional.empty());
            model.turn(true);
            assertEquals(StatusDot.State.BAD, model.getLight());
            assertTrue(model.getStatusWords().startsWith("Off: "));
        }
    }

    @Test
    void a_relay_without_room_says_so_until_it_has_some() {
        HostingViewModel model = model(Optional.empty());
        bench.hosting.set(FakeHosting.on(3, 2, 5));
        assertEquals("", model.getFullWords());
        assertEquals(StatusDot.State.GOOD, model.getLight());
        bench.hosting.set(FakeHosting.full(3, 2, 5));
        assertEquals(bench.texts.get("hosting.full"), model.getFullWords());
        assertEquals(StatusDot.State.BAD, model.getLight());
        assertEquals(Optional.of("Hosting: no room left"), model.hostedWords());
        assertTrue(model.isOn(), "it still serves: what waits is fetched");
        assertEquals("On: 3 members, 2 online", model.getStatusWords());
        bench.hosting.set(FakeHosting.on(3, 2, 0));
        assertEquals("", model.getFullWords());
        assertEquals(Optional.of("Hosting for 3 people"), model.hostedWords());
        bench.hosting.stop();
        assertEquals(Optional.empty(), model.hostedWords());
    }

    @Test
    void invites_carry_the_key_of_an_owner_who_is_signed_in_here() {
        Optional<Invite.Inviter> own =
                Optional.of(new Invite.Inviter(Samples.octets(32, 9), Optional.of(Samples.octets(16, 3))));
        HostingViewModel model = model(own);
        model.turn(true);
        assertEquals(own, parsed(model.getInvite()).inviter());
        model.personalNumberProperty().set("+1 202 555 0144");
        model.makePersonalInvite();
        assertEquals(own, parsed(model.getPersonalInvite()).inviter());
        assertEquals(
                Samples.phone(44),
                parsed(model.getPersonalInvite()).personal().orElseThrow().phone());
    }

    @Test
    void invites_carry_no_key_of_an_owner_who_is_signed_in_elsewhere() {
        HostingViewModel model = model(Optional.empty());
        model.turn(true);
        assertTrue(parsed(model.getInvite()).inviter().isEmpty());
    }

    @Test
    void codes_appear_by_themselves() {
        HostingViewModel model = model(Optional.empty());
        bench.hosting.codeFor(Samples.phone(61), "123456", Samples.NOW.plusSeconds(60));
        assertEquals("123456", model.getCodes().getFirst().code());
        assertEquals("PendingCode[+12…61]", model.getCodes().getFirst().toString());
    }

    @Test
    void others_online_do_not_count_the_owner() {
        HostingViewModel model = model(Optional.empty());
        bench.hosting.set(FakeHosting.on(6, 3, 0));
        assertEquals(Optional.of("Hosting for 6 people"), model.hostedWords());
    }
}
