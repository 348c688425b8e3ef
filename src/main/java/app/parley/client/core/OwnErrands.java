package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.history.Prekeys;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.Circle;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.wire.ClientFrame;
import java.io.IOException;
import java.util.Optional;

/// What the relay hands out about this profile: its keys, and its entry in the circle
/// (PROTOCOL.md §3, §7).
final class OwnErrands {
    private final Core core;
    private final Desk.Wiring wiring;

    OwnErrands(Core core, Desk.Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
    }

    /// Publishes as many one-time pairs as are wanted when the relay has only `oneTimeLeft`, and a
    /// new bundle once it is time, on a connection that has been there for a while.
    void publishKeys(Errands.Relay to, int oneTimeLeft) throws IOException, ClientException {
        long counter = core.call(tx -> {
            new Prekeys(tx.sql()).eraseOld();
            return new Settings(tx.sql()).number(Name.BUNDLE_COUNTER, 0);
        });
        publishKeys(to, counter, oneTimeLeft);
    }

    /// Publishes a bundle and one-time pairs, if they are due.
    ///
    /// @param relayCounter of the bundle that the relay has, 0 if it has none
    /// @param oneTimeLeft pairs that the relay has not handed out
    void publishKeys(Errands.Relay to, long relayCounter, int oneTimeLeft) throws IOException, ClientException {
        Optional<OwnPrekeys.Publication> due = core.call(tx -> wiring.prekeys()
                .due(tx.sql(), relayCounter, oneTimeLeft, wiring.relayClock().now()));
        if (due.isPresent()) {
            Octets bundle = Octets.of(due.get().bundle().encode());
            to.demand(tag -> new ClientFrame.PublishKeys(tag, bundle, due.get().oneTime()));
        }
    }

    /// Name, number and whether others may see this person online, after they changed.
    void publishProfile(Errands.Relay to) throws IOException, ClientException {
        Optional<Shown> self = core.call(tx -> {
            Settings settings = new Settings(tx.sql());
            return settings.number(Name.PROFILE_PUBLISHED, 0) == 1 ? Optional.empty() : Optional.of(shown(settings));
        });
        if (self.isEmpty()) {
            return;
        }
        to.demand(tag -> new ClientFrame.PublishProfile(tag, self.get().profile()));
        to.demand(tag -> new ClientFrame.SetPresence(tag, self.get().visible()));
        core.call(tx -> {
            new Settings(tx.sql()).put(Name.PROFILE_PUBLISHED, 1);
            return self;
        });
    }

    private record Shown(Octets profile, boolean visible) {}

    private Shown shown(Settings settings) {
        CircleProfile unsigned = new CircleProfile(
                wiring.own().account(),
                OwnIdentity.DEVICE,
                settings.next(Name.PROFILE_COUNTER),
                settings.text(Name.NAME).orElseThrow(),
                settings.text(Name.PHONE).flatMap(PhoneNumber::parse),
                Octets.of(new byte[64]));
        CircleProfile profile = unsigned.signed(wiring.own().sign("profile", unsigned.signedPart()));
        byte[] circleKey = settings.bytes(Name.CIRCLE_KEY).orElseThrow();
        return new Shown(
                Circle.seal(circleKey, profile, wiring.randomness()), settings.number(Name.SHOW_ONLINE, 1) == 1);
    }
}
