package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Me;
import app.parley.client.Privacy;
import app.parley.client.history.IssuedInvites;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.OwnIdentity;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayPin;
import app.parley.protocol.content.CircleProfile;
import java.util.Optional;

/// What a person keeps and changes about themselves. What others get to see of it is published by
/// [OwnErrands].
final class Myself {
    private final OwnIdentity own;

    Myself(OwnIdentity own) {
        this.own = own;
    }

    /// Whose profile this is; empty until they signed up.
    Optional<Me> me(Settings settings) {
        if (settings.number(Name.SIGNED_IN, 0) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Me(
                own.account(),
                settings.text(Name.PHONE).flatMap(PhoneNumber::parse).orElseThrow(),
                settings.text(Name.NAME).orElseThrow(),
                Live.relays(settings).getFirst()));
    }

    Privacy privacy(Settings settings) {
        return new Privacy(
                settings.number(Name.SHOW_ONLINE, 1) == 1,
                settings.number(Name.SEND_READ_RECEIPTS, 1) == 1,
                settings.number(Name.SEND_TYPING, 1) == 1);
    }

    void setPrivacy(Settings settings, Privacy privacy) {
        settings.put(Name.SHOW_ONLINE, privacy.showOnline() ? 1 : 0);
        settings.put(Name.SEND_READ_RECEIPTS, privacy.sendReadReceipts() ? 1 : 0);
        settings.put(Name.SEND_TYPING, privacy.sendTyping() ? 1 : 0);
        settings.put(Name.PROFILE_PUBLISHED, 0);
    }

    /// @throws ClientException `BLANK` or `TOO_LONG`
    void rename(Settings settings, String name) throws ClientException {
        String shown = name.strip();
        if (shown.isEmpty()) {
            throw new ClientException(ClientException.Why.BLANK);
        }
        if (shown.length() > CircleProfile.MAX_NAME) {
            throw new ClientException(ClientException.Why.TOO_LONG);
        }
        settings.put(Name.NAME, shown);
        settings.put(Name.PROFILE_PUBLISHED, 0);
    }

    /// An open invite to the relay of this profile, with this person's key; empty until they
    /// signed up.
    Optional<String> invite(Settings settings) {
        if (settings.number(Name.SIGNED_IN, 0) == 0) {
            return Optional.empty();
        }
        return Optional.of(InviteLink.format(new Invite(
                Live.relays(settings),
                new RelayPin(Octets.of(settings.bytes(Name.PIN).orElseThrow())),
                Octets.of(settings.bytes(Name.ADMISSION).orElseThrow()),
                Octets.of(settings.bytes(Name.CIRCLE_KEY).orElseThrow()),
                Optional.of(new Invite.Inviter(own.accountKey(), Optional.empty())),
                Optional.empty())));
    }

    /// Adds this person to an invite to the own relay, see [app.parley.client.Client#vouchFor].
    Invite vouchFor(Desk desk, Invite invite) {
        boolean ours = desk.settings.number(Name.SIGNED_IN, 0) == 1
                && desk.settings
                        .bytes(Name.PIN)
                        .map(Octets::of)
                        .equals(Optional.of(invite.pin().octets()));
        if (!ours) {
            return invite;
        }
        Optional<Octets> secret = invite.personal().map(personal -> desk.newInviteSecret());
        secret.ifPresent(made -> new IssuedInvites(desk.sql()).add(made, desk.now()));
        return invite.by(new Invite.Inviter(own.accountKey(), secret));
    }
}
