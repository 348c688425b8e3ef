package app.parley.relay.core;

import app.parley.crypto.Sha256;
import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.AccountStore;
import app.parley.relay.mailbox.AccountStore.Account;
import app.parley.relay.mailbox.AccountStore.Registered;
import app.parley.relay.otp.Blinding;
import app.parley.relay.otp.OtpDesk;
import app.parley.relay.otp.OtpDesk.Asked;
import app.parley.relay.otp.OtpDesk.Checked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// How a connection comes to speak for an account: by a code the first time, by a device's
/// signature later.
final class Registration {
    private static final Duration GATEWAY_AGAIN = Duration.ofMinutes(1);

    private static final Duration OWNER_AGAIN = Duration.ofSeconds(30);

    private final OtpDesk desk;
    private final AccountStore accounts;
    private final Blinding blinding;
    private final RelayPin pin;
    private final Circle circle;
    private final Executor workers;
    private final InstantSource clock;
    private final boolean approve;
    private final Allowances allowances;

    /// @param approve whether newcomers wait for the owner
    Registration(
            OtpDesk desk,
            AccountStore accounts,
            Blinding blinding,
            RelayPin pin,
            Circle circle,
            Executor workers,
            InstantSource clock,
            boolean approve,
            Allowances allowances) {
        this.desk = desk;
        this.accounts = accounts;
        this.blinding = blinding;
        this.pin = pin;
        this.circle = circle;
        this.workers = workers;
        this.clock = clock;
        this.approve = approve;
        this.allowances = allowances;
    }

    /// `SHA-256("parley/1/account" AIK)`
    static AccountId accountId(Octets accountKey) {
        return new AccountId(
                Octets.of(Sha256.of("parley/1/account".getBytes(StandardCharsets.US_ASCII), accountKey.toArray())));
    }

    static boolean signedByItself(Manifest manifest) {
        return Signatures.verify(
                manifest.accountKey().toArray(),
                "manifest",
                manifest.signedPart(),
                manifest.signature().toArray());
    }

    void requestCode(Session session, ClientFrame.RequestCode f) {
        int tag = f.tag();
        Reply.to(
                session,
                tag,
                desk.ask(
                                f.phone(),
                                f.accountKeyHash(),
                                f.admission(),
                                session.out().peer())
                        .thenApply(asked -> switch (asked) {
                            case Asked.Sent s ->
                                new RelayFrame.CodeSent(
                                        tag,
                                        s.digits(),
                                        Reply.seconds(s.expiresIn()),
                                        s.triesLeft(),
                                        Reply.seconds(s.resendAfter()));
                            case Asked.TooOften t -> Reply.refuse(tag, Refusal.TOO_OFTEN, t.retryAfter());
                            case Asked.TooManyTries t -> Reply.refuse(tag, Refusal.TOO_MANY_TRIES, t.retryAfter());
                            case Asked.NotInvited n -> Reply.refuse(tag, Refusal.NOT_INVITED);
                            case Asked.NotHanded n -> Reply.refuse(tag, Refusal.TOO_OFTEN, GATEWAY_AGAIN);
                        }));
    }

    void confirm(Session session, ClientFrame.ConfirmCode f) {
        Manifest manifest;
        try {
            manifest = Manifest.decode(f.manifest().toArray());
        } catch (MalformedException e) {
            session.out().send(Reply.refuse(f.tag(), Refusal.MALFORMED));
            return;
        }
        byte[] key = manifest.accountKey().toArray();
        byte[] signed =
                ClientFrame.ConfirmCode.signedPart(session.nonce(), pin.octets(), f.phone(), f.code(), f.manifest());
        CompletableFuture<RelayFrame> answer = CompletableFuture.supplyAsync(
                        () -> signedByItself(manifest)
                                && Signatures.verify(
                                        key, "confirm", signed, f.signature().toArray()),
                        workers)
                .thenCompose(good -> good
                        ? allowances.tryCode(
                                session,
                                f.tag(),
                                () -> desk.check(f.phone(), Octets.of(Sha256.of(key)), f.code(), f.admission())
                                        .thenCompose(checked -> checked(session, f, manifest, checked)))
                        : CompletableFuture.completedFuture(session.badSignature(f.tag())));
        Reply.to(session, f.tag(), answer);
    }

    private CompletableFuture<RelayFrame> checked(
            Session session, ClientFrame.ConfirmCode f, Manifest manifest, Checked checked) {
        int tag = f.tag();
        return switch (checked) {
            case Checked.Right right -> approve ? ask(session, f, manifest) : register(session, f, manifest);
            case Checked.Wrong wrong ->
                CompletableFuture.completedFuture(
                        new RelayFrame.Refused(tag, Refusal.WRONG_CODE, 0, wrong.triesLeft()));
            case Checked.Expired expired -> CompletableFuture.completedFuture(Reply.refuse(tag, Refusal.CODE_EXPIRED));
            case Checked.TooManyTries t ->
                CompletableFuture.completedFuture(Reply.refuse(tag, Refusal.TOO_MANY_TRIES, t.retryAfter()));
            case Checked.NotInvited n -> CompletableFuture.completedFuture(Reply.refuse(tag, Refusal.NOT_INVITED));
        };
    }

    /// Who is not a member yet waits for the owner.
    private CompletableFuture<RelayFrame> ask(Session session, ClientFrame.ConfirmCode f, Manifest manifest) {
        AccountId id = accountId(manifest.accountKey());
        return accounts.find(id).thenCompose(found -> {
            if (found.isPresent()) {
                return register(session, f, manifest);
            }
            AccountStore.Newcomer newcomer = new AccountStore.Newcomer(
                    id, blinding.phone(f.phone()), blinding.seal(f.phone()), manifest, clock.instant());
            return accounts.await(newcomer).thenApply(done -> {
                circle.newcomer();
                return Reply.refuse(f.tag(), Refusal.WAITS_FOR_OWNER, OWNER_AGAIN);
            });
        });
    }

    private CompletableFuture<RelayFrame> register(Session session, ClientFrame.ConfirmCode f, Manifest manifest) {
        AccountId id = accountId(manifest.accountKey());
        return accounts.register(id, blinding.phone(f.phone()), manifest, clock.instant(), circle::online)
                .thenCompose(registered -> switch (registered) {
                    case Registered.Joined joined -> joined(session, f.tag(), id, manifest, joined);
                    case Registered.Held held -> {
                        circle.claimed(held.holder());
                        yield CompletableFuture.completedFuture(
                                Reply.refuse(f.tag(), Refusal.NUMBER_HELD, held.retryAfter()));
                    }
                    case Registered.Stale stale ->
                        CompletableFuture.completedFuture(new RelayFrame.KnownManifest(
                                f.tag(), Octets.of(stale.known().encode())));
                });
    }

    private CompletableFuture<RelayFrame> joined(
            Session session, int tag, AccountId id, Manifest manifest, Registered.Joined joined) {
        joined.replaced().ifPresent(circle::gone);
        return accounts.find(id).thenCompose(found -> {
            Account account = found.orElseThrow();
            circle.changed(account);
            return enter(session, tag, account, manifest.devices().getFirst().id());
        });
    }

    void authenticate(Session session, ClientFrame.Authenticate f) {
        Reply.to(
                session,
                f.tag(),
                accounts.find(f.account()).thenComposeAsync(found -> authenticate(session, f, found), workers));
    }

    private CompletableFuture<RelayFrame> authenticate(
            Session session, ClientFrame.Authenticate f, Optional<Account> found) {
        if (found.isEmpty()) {
            return stranger(f);
        }
        Account account = found.get();
        byte[] signed =
                new OctetWriter().octets(session.nonce()).octets(pin.octets()).toArray();
        boolean good = account.manifest()
                .device(f.deviceId())
                .filter(device -> Signatures.verify(
                        device.signingKey().toArray(),
                        "sign-in",
                        signed,
                        f.signature().toArray()))
                .isPresent();
        return good
                ? enter(session, f.tag(), account, f.deviceId())
                : CompletableFuture.completedFuture(session.badSignature(f.tag()));
    }

    /// Why somebody who was here before, or will be, is no member.
    private CompletableFuture<RelayFrame> stranger(ClientFrame.Authenticate f) {
        return accounts.newcomer(f.account())
                .thenCombine(
                        accounts.gone(f.account()),
                        (newcomer, gone) -> newcomer.isPresent()
                                ? Reply.refuse(f.tag(), Refusal.WAITS_FOR_OWNER, OWNER_AGAIN)
                                : Reply.refuse(
                                        f.tag(), gone.map(Registration::refusal).orElse(Refusal.UNKNOWN_ACCOUNT)));
    }

    private static Refusal refusal(AccountStore.Gone why) {
        return switch (why) {
            case REMOVED -> Refusal.REMOVED;
            case REFUSED -> Refusal.NOT_ADMITTED;
        };
    }

    private CompletableFuture<RelayFrame> enter(Session session, int tag, Account account, int device) {
        return accounts.seen(account.id(), clock.instant())
                .thenCompose(done -> accounts.device(account.id(), device, clock.instant()))
                .thenApply(state -> {
                    session.signedIn(account.id(), device, account.hidden());
                    return new RelayFrame.SignedIn(
                            tag, state.manifestSeq(), state.bundleCounter(), state.oneTimeLeft());
                });
    }
}
