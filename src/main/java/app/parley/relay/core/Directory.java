package app.parley.relay.core;

import app.parley.crypto.Sha256;
import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.AccountStore;
import app.parley.relay.mailbox.AccountStore.Account;
import app.parley.relay.mailbox.Limits;
import app.parley.relay.otp.Blinding;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What signed-in accounts publish of themselves and learn of each other.
final class Directory {
    /// Octets of members in one page, well below a frame.
    private static final int PAGE = 96 * 1024;

    private static final int LOW = 20;

    private final AccountStore accounts;
    private final Limits limits;
    private final Allowances allowances;
    private final RelayLimits rates;
    private final Blinding blinding;
    private final Circle circle;
    private final Executor workers;
    private final InstantSource clock;

    /// @param limits kept over a restart
    Directory(
            AccountStore accounts,
            Limits limits,
            Allowances allowances,
            RelayLimits rates,
            Blinding blinding,
            Circle circle,
            Executor workers,
            InstantSource clock) {
        this.accounts = accounts;
        this.limits = limits;
        this.allowances = allowances;
        this.rates = rates;
        this.blinding = blinding;
        this.circle = circle;
        this.workers = workers;
        this.clock = clock;
    }

    /// Carries out what changes what others see of `me`.
    private void publishing(
            Session session, int tag, AccountId me, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        Limits.Ask ask = new Limits.Ask(blinding.tag("publish", me.octets()), rates.publishes());
        Reply.to(
                session,
                tag,
                limits.tryAcquire(List.of(ask))
                        .thenCompose(answer ->
                                answer.granted() ? work.get().thenApply(frame -> frame) : refused(tag, answer)));
    }

    void publishManifest(Session session, AccountId me, ClientFrame.PublishManifest f) {
        Manifest manifest;
        try {
            manifest = Manifest.decode(f.manifest().toArray());
        } catch (MalformedException e) {
            session.out().send(Reply.refuse(f.tag(), Refusal.MALFORMED));
            return;
        }
        publishing(
                session,
                f.tag(),
                me,
                () -> CompletableFuture.supplyAsync(
                                () -> Registration.accountId(manifest.accountKey())
                                                .equals(me)
                                        && Registration.signedByItself(manifest),
                                workers)
                        .thenCompose(good -> good
                                ? accounts.publishManifest(me, manifest)
                                        .thenCompose(done ->
                                                done ? tellOthers(me, f.tag()) : refused(f.tag(), Refusal.STALE))
                                : CompletableFuture.completedFuture(session.badSignature(f.tag()))));
    }

    void publishProfile(Session session, AccountId me, ClientFrame.PublishProfile f) {
        publishing(
                session,
                f.tag(),
                me,
                () -> accounts.publishProfile(me, f.profile()).thenCompose(done -> tellOthers(me, f.tag())));
    }

    void setPresence(Session session, AccountId me, ClientFrame.SetPresence f) {
        publishing(
                session,
                f.tag(),
                me,
                () -> accounts.hide(me, !f.visible()).thenApply(done -> {
                    circle.hide(me, !f.visible());
                    return new RelayFrame.Done(f.tag());
                }));
    }

    private CompletableFuture<RelayFrame> tellOthers(AccountId me, int tag) {
        return accounts.find(me).thenApply(found -> {
            found.ifPresent(circle::changed);
            return new RelayFrame.Done(tag);
        });
    }

    private static CompletableFuture<RelayFrame> refused(int tag, Limits.Answer answer) {
        return CompletableFuture.completedFuture(Reply.refuse(tag, Refusal.TOO_OFTEN, answer.retryAfter()));
    }

    private static CompletableFuture<RelayFrame> refused(int tag, Refusal why) {
        return CompletableFuture.completedFuture(Reply.refuse(tag, why));
    }

    void publishKeys(Session session, AccountId me, ClientFrame.PublishKeys f) {
        KeyBundle bundle;
        try {
            bundle = KeyBundle.decode(f.bundle().toArray());
        } catch (MalformedException e) {
            session.out().send(Reply.refuse(f.tag(), Refusal.MALFORMED));
            return;
        }
        publishing(
                session,
                f.tag(),
                me,
                () -> accounts.find(me).thenComposeAsync(found -> publishKeys(session, f, bundle, found), workers));
    }

    private CompletableFuture<RelayFrame> publishKeys(
            Session session, ClientFrame.PublishKeys f, KeyBundle bundle, Optional<Account> found) {
        if (found.isEmpty()) {
            return refused(f.tag(), Refusal.UNKNOWN_ACCOUNT);
        }
        Account me = found.get();
        Octets manifestHash = Octets.of(Sha256.of(me.manifest().encode()));
        Optional<Manifest.Device> device = me.manifest().device(bundle.deviceId());
        if (!bundle.account().equals(me.id()) || device.isEmpty()) {
            return refused(f.tag(), Refusal.MALFORMED);
        }
        if (!bundle.manifestHash().equals(manifestHash)) {
            return refused(f.tag(), Refusal.STALE);
        }
        byte[] key = device.get().signingKey().toArray();
        boolean good = Signatures.verify(
                        key, "bundle", bundle.signedPart(), bundle.signature().toArray())
                && f.oneTime().stream().allMatch(pair -> good(key, bundle, pair));
        if (!good) {
            return CompletableFuture.completedFuture(session.badSignature(f.tag()));
        }
        return accounts.publishKeys(bundle, f.oneTime(), clock.instant())
                .thenApply(done -> done ? new RelayFrame.Done(f.tag()) : Reply.refuse(f.tag(), Refusal.STALE));
    }

    private static boolean good(byte[] key, KeyBundle bundle, OneTimeKey pair) {
        return Signatures.verify(
                key,
                "one-time",
                OneTimeKey.signedPart(bundle.account(), bundle.deviceId(), pair.id(), pair.agreement(), pair.kem()),
                pair.signature().toArray());
    }

    void fetchKeys(Session session, AccountId me, ClientFrame.FetchKeys f) {
        Octets pair = Octets.of(
                Sha256.of(me.octets().toArray(), f.account().octets().toArray(), new byte[] {(byte) f.deviceId()}));
        CompletableFuture<RelayFrame> answer = allowances.fetch(
                session,
                f.tag(),
                pair,
                f.account(),
                () -> accounts.find(f.account()).thenCompose(found -> take(f, found)));
        Reply.to(session, f.tag(), answer);
    }

    private CompletableFuture<RelayFrame> take(ClientFrame.FetchKeys f, Optional<Account> found) {
        if (found.isEmpty()) {
            return refused(f.tag(), Refusal.UNKNOWN_ACCOUNT);
        }
        Manifest manifest = found.get().manifest();
        if (manifest.device(f.deviceId()).isEmpty()) {
            return refused(f.tag(), Refusal.NO_KEYS);
        }
        return accounts.takeKeys(f.account(), f.deviceId(), clock.instant()).thenApply(taken -> {
            if (taken.isEmpty()) {
                return Reply.refuse(f.tag(), Refusal.NO_KEYS);
            }
            int left = taken.get().left();
            if (left < LOW) {
                circle.send(f.account(), Optional.of(f.deviceId()), new RelayFrame.KeysLow(left));
            }
            return new RelayFrame.Keys(
                    f.tag(),
                    Octets.of(manifest.encode()),
                    taken.get().bundle(),
                    taken.get().oneTime());
        });
    }

    void listMembers(Session session, ClientFrame.ListMembers f) {
        if (circle.isOpen()) {
            session.out().send(Reply.refuse(f.tag(), Refusal.NO_DIRECTORY));
            return;
        }
        Reply.to(session, f.tag(), accounts.after(f.after(), PAGE).thenCompose(page -> {
            AccountId last = page.isEmpty() ? f.after() : page.getLast().id();
            return accounts.after(last, 1)
                    .thenApply(rest -> new RelayFrame.Members(
                            f.tag(), page.stream().map(circle::member).toList(), !rest.isEmpty()));
        }));
    }

    void findByNumber(Session session, AccountId me, ClientFrame.FindByNumber f) {
        // A number that nobody has takes the same two steps.
        Reply.to(
                session,
                f.tag(),
                allowances.lookup(
                        session,
                        f.tag(),
                        me,
                        () -> accounts.holder(blinding.phone(f.phone()))
                                .thenCompose(holder -> accounts.find(holder.orElse(me))
                                        .thenApply(found -> holder.isPresent() && found.isPresent()
                                                ? new RelayFrame.Found(f.tag(), circle.member(found.get()))
                                                : Reply.refuse(f.tag(), Refusal.NOT_FOUND)))));
    }
}
