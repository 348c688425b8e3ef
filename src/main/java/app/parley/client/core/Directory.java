package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Person.Trust;
import app.parley.client.history.People;
import app.parley.client.history.Settings;
import app.parley.client.history.Unopened;
import app.parley.client.session.Circle;
import app.parley.client.session.Identities;
import app.parley.client.session.InviteProof;
import app.parley.protocol.AccountId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.wire.RelayFrame;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Steps about people: who is in the circle, how they show themselves, and how far their keys are
/// trusted.
final class Directory {
    private final Desk desk;
    private final Presence presence;

    Directory(Desk desk, Presence presence) {
        this.desk = desk;
        this.presence = presence;
    }

    /// What the relay says about a member. What is not signed by them is not believed.
    void member(RelayFrame.Member member) {
        Optional<Manifest> manifest = Identities.checked(member.manifest())
                .filter(found -> Identities.account(found.accountKey()).equals(member.account()));
        if (manifest.isEmpty() || member.account().equals(desk.own().account())) {
            return;
        }
        Optional<People.Known> before = desk.people.find(member.account());
        if (before.isEmpty()) {
            desk.people.add(
                    member.account(), manifest.get(), Identities.firstTrust(desk.settings, manifest.get()), true);
        } else if (!new DeviceLists(desk).take(before.get(), manifest.get())) {
            return;
        }
        desk.people.member(member.account(), true);
        OwnChats.welcome(desk, member.account());
        introduce(member.account(), manifest.get());
        seen(member.account(), member.online(), member.lastSeen());
        Circle.open(desk.settings.bytes(Settings.Name.CIRCLE_KEY).orElseThrow(), manifest.get(), member.profile())
                .ifPresent(this::profile);
        if (!before.equals(desk.people.find(member.account())) || member.online()) {
            desk.personChanged(member.account());
        }
    }

    /// Proves to the person whose invite this profile came with that it reached it.
    private void introduce(AccountId account, Manifest manifest) {
        Optional<Octets> inviter = desk.settings.bytes(Settings.Name.INVITER).map(Octets::of);
        Optional<byte[]> secret = desk.settings.bytes(Settings.Name.INVITE_SECRET);
        if (secret.isPresent() && inviter.equals(Optional.of(manifest.accountKey()))) {
            Octets proof =
                    InviteProof.of(Octets.of(secret.get()), account, desk.own().account());
            desk.note(desk.people.find(account).orElseThrow(), new Body.Invited(proof));
            desk.settings.remove(Settings.Name.INVITE_SECRET);
        }
    }

    private void profile(CircleProfile profile) {
        People.Known person = desk.people.find(profile.account()).orElseThrow();
        if (profile.counter() <= person.profileCounter()) {
            return;
        }
        boolean taken = profile.phone().stream()
                .flatMap(number -> desk.people.claiming(number).stream())
                .anyMatch(other -> !other.account().equals(profile.account()));
        Optional<PhoneNumber> shown = taken ? person.phone() : profile.phone();
        desk.people.profile(profile.account(), profile.name(), shown, profile.counter());
    }

    /// Only these are in the circle now.
    void onlyMembers(Set<AccountId> members) {
        for (People.Known person : desk.people.all()) {
            if (person.member() && !members.contains(person.account())) {
                left(person.account());
            }
        }
    }

    void left(AccountId account) {
        if (desk.people.find(account).filter(People.Known::member).isEmpty()) {
            return;
        }
        desk.people.member(account, false);
        presence.set(account, false);
        if (desk.messages.conversation(account).last().isPresent()) {
            desk.notice(account, Message.Kind.NO_LONGER_MEMBER);
        }
        desk.personChanged(account);
    }

    void presence(RelayFrame.Presence change) {
        if (desk.people.find(change.account()).isPresent()) {
            seen(change.account(), change.online(), change.lastSeen());
            desk.personChanged(change.account());
        }
    }

    private void seen(AccountId account, boolean online, long lastSeen) {
        presence.set(account, online);
        if (lastSeen > 0) {
            desk.people.lastSeen(account, lastSeen);
        }
    }

    /// Numbers whose holder left and that a new member seems to have now: the relay must be asked
    /// who holds them.
    List<PhoneNumber> contested(List<CircleClaim> claims) {
        return claims.stream()
                .filter(claim -> desk.people.claiming(claim.phone()).stream()
                        .anyMatch(other -> !other.account().equals(claim.account()) && !other.member()))
                .map(CircleClaim::phone)
                .distinct()
                .toList();
    }

    /// A member says that a number is theirs.
    record CircleClaim(AccountId account, PhoneNumber phone) {}

    /// What a member claims, if their profile can be read and its signature holds.
    Optional<CircleClaim> claim(RelayFrame.Member member) {
        return Identities.checked(member.manifest())
                .filter(manifest -> Identities.account(manifest.accountKey()).equals(member.account()))
                .flatMap(manifest -> Circle.open(
                        desk.settings.bytes(Settings.Name.CIRCLE_KEY).orElseThrow(), manifest, member.profile()))
                .flatMap(CircleProfile::phone)
                .map(phone -> new CircleClaim(member.account(), phone));
    }

    /// The relay says who holds a number. Empty if that is nobody known here, or this profile
    /// itself.
    Optional<Person> holder(PhoneNumber phone, AccountId holder) {
        if (desk.people.find(holder).isEmpty()) {
            return Optional.empty();
        }
        for (People.Known other : desk.people.claiming(phone)) {
            if (!other.account().equals(holder)) {
                if (other.member()) {
                    desk.people.profile(other.account(), other.name(), Optional.empty(), other.profileCounter());
                    desk.personChanged(other.account());
                } else {
                    replace(other, holder);
                }
            }
        }
        desk.people.phoneConfirmed(holder, phone);
        desk.personChanged(holder);
        return desk.people.find(holder).map(desk::shown);
    }

    /// The holder of a number has another account key: the conversation goes on with the new one,
    /// and says so. What was waiting for the old key, or was not confirmed by it, is not sent to the new
    /// one by itself, and who held the old one cannot be asked any more for what did not open.
    private void replace(People.Known before, AccountId now) {
        Sending.giveUp(desk, before.account(), Delivery.Reason.KEY_CHANGED);
        Sending.neverConfirmed(desk, before.account());
        int lost = new Unopened(desk.sql()).removeAll(before.account());
        for (int i = 0; i < lost; i++) {
            desk.notice(before.account(), Message.Kind.MESSAGE_LOST);
        }
        desk.book.forget(before.account());
        desk.mailboxes.drop(before.account());
        desk.messages.move(before.account(), now);
        desk.people.remove(before.account());
        boolean wasVerified = before.trust() == Trust.VERIFIED || before.trust().blocks();
        desk.people.trust(now, wasVerified ? Trust.CHANGED_AFTER_VERIFIED : Trust.CHANGED);
        desk.emit(new ClientEvent.PersonReplaced(
                before.account(), desk.shown(desk.people.find(now).orElseThrow())));
        desk.notice(now, Message.Kind.KEY_CHANGED);
    }

    void setVerified(AccountId account, boolean verified) throws ClientException {
        People.Known person =
                desk.people.find(account).orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        if (verified && person.trust() == Trust.CONFLICTING_DEVICES) {
            new DeviceLists(desk).acceptOther(person);
        }
        if (!verified && person.trust().blocks()) {
            // What blocks is undone by verifying or accepting, never by taking a check back.
            return;
        }
        desk.people.trust(account, verified ? Trust.VERIFIED : Trust.FIRST_SEEN);
        if (verified) {
            OwnChats.welcome(desk, account);
        }
        if (verified && person.trust() != Trust.VERIFIED) {
            desk.notice(account, Message.Kind.VERIFIED);
        }
        desk.personChanged(account);
        desk.sealWaiting(account);
        desk.moreChores();
    }

    void acceptKeyChange(AccountId account) throws ClientException {
        People.Known person =
                desk.people.find(account).orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        if (person.trust() == Trust.CONFLICTING_DEVICES) {
            new DeviceLists(desk).acceptOther(person);
        }
        if (person.trust() == Trust.CHANGED || person.trust() == Trust.CONFLICTING_DEVICES) {
            desk.people.trust(account, Trust.FIRST_SEEN);
            desk.personChanged(account);
            desk.sealWaiting(account);
            desk.moreChores();
        }
    }
}
