package app.parley.ui.fake;

import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.ui.hosting.Hosting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A relay inside that only says it runs.
public final class FakeHosting implements Hosting {
    public volatile Status status = new Status.Off();
    public Optional<Reason> fails = Optional.empty();
    private final List<PendingCode> codes = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void set(Status now) {
        status = now;
        listeners.forEach(Runnable::run);
    }

    public void codeFor(PhoneNumber phone, String code, Instant expiresAt) {
        codes.add(new PendingCode(phone, code, expiresAt));
        listeners.forEach(Runnable::run);
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public int port() {
        return 4747;
    }

    @Override
    public void start(int port) {
        set(fails.<Status>map(reason -> new Status.Failed(reason, port)).orElseGet(() -> on(1, 1, 0)));
    }

    public static Status.On on(int members, int online, int waiting) {
        return new Status.On(
                List.of(new RelayAddress("192.168.1.20", 4747)), members, online, waiting, waiting * 4096L, false);
    }

    /// With no room left.
    public static Status.On full(int members, int online, int waiting) {
        Status.On room = on(members, online, waiting);
        return new Status.On(room.addresses(), members, online, waiting, room.bytes(), true);
    }

    @Override
    public void stop() {
        set(new Status.Off());
    }

    @Override
    public Optional<String> invite() {
        return status instanceof Status.On ? Optional.of(InviteLink.format(Samples.INVITE)) : Optional.empty();
    }

    @Override
    public Optional<String> personalInvite(PhoneNumber phone) {
        Invite bare = Samples.INVITE;
        Invite personal = new Invite(
                bare.relays(),
                bare.pin(),
                bare.admission(),
                bare.circleKey(),
                bare.inviter(),
                Optional.of(new Invite.Personal(phone, FakeClient.RIGHT_CODE)));
        return status instanceof Status.On ? Optional.of(InviteLink.format(personal)) : Optional.empty();
    }

    @Override
    public List<PendingCode> pendingCodes() {
        return new ArrayList<>(codes);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
