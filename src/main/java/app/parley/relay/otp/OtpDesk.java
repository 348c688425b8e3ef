package app.parley.relay.otp;

import app.parley.crypto.Randomness;
import app.parley.crypto.Sha256;
import app.parley.net.RelayEndpoint;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.InviteTerms;
import app.parley.relay.PendingCode;
import app.parley.relay.Rate;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.InviteStore;
import app.parley.relay.mailbox.Limits;
import app.parley.relay.mailbox.RelayStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Makes, counts and checks one-time codes (PROTOCOL.md §7).
///
/// A code is for one number and one account key, for ten minutes of a clock that only goes
/// forward, once. It knows nothing of accounts, so that its answers are the same for known and
/// unknown numbers.
public final class OtpDesk {
    public static final int DIGITS = 6;
    public static final int PERSONAL_DIGITS = 8;
    public static final Duration VALID = Duration.ofMinutes(10);
    private static final Duration RESEND = Duration.ofSeconds(30);

    private final OpenInvite open;
    private final CodeMaker codes;
    private final Blinding blinding;
    private final Gateway gateway;
    private final InviteStore invites;
    private final Limits limits;
    private final RelayLimits rates;
    private final InstantSource clock;
    private final PendingCodes pending;
    private volatile Consumer<Shared> others = code -> {};

    /// A code that waits or was used, as relays with the same secrets tell each other. In memory
    /// only, at each of them.
    ///
    /// @param tag what the code is checked against
    /// @param note empty once it was used
    /// @param left of its time
    public record Shared(
            PhoneNumber phone, Octets accountKeyHash, Octets tag, Optional<PendingCode> note, Duration left) {}

    /// @param admission of the first open invite
    /// @param secret 32 octets, under which codes are hashed
    public OtpDesk(
            Octets admission,
            byte[] secret,
            Blinding blinding,
            Gateway gateway,
            RelayStore store,
            RelayLimits rates,
            InstantSource clock,
            LongSupplier nanoTime,
            Randomness randomness) {
        this.open = new OpenInvite(admission, store.invites());
        this.codes = new CodeMaker(secret, randomness);
        this.blinding = blinding;
        this.gateway = gateway;
        this.invites = store.invites();
        this.limits = store.limits();
        this.rates = rates;
        this.clock = clock;
        this.pending = new PendingCodes(nanoTime, gateway);
    }

    /// What became of a request for a code.
    public sealed interface Asked {
        record Sent(int digits, Duration expiresIn, int triesLeft, Duration resendAfter) implements Asked {}

        record TooOften(Duration retryAfter) implements Asked {}

        record TooManyTries(Duration retryAfter) implements Asked {}

        record NotInvited() implements Asked {}

        /// The gateway did not take it.
        record NotHanded() implements Asked {}
    }

    /// What became of a typed code.
    public sealed interface Checked {
        record Right() implements Checked {}

        record Wrong(int triesLeft) implements Checked {}

        /// No code is waiting for this number and key, or no more.
        record Expired() implements Checked {}

        record TooManyTries(Duration retryAfter) implements Checked {}

        record NotInvited() implements Checked {}
    }

    /// @param accountKeyHash SHA-256 of the AIK that will confirm
    /// @param peer the asker's network address
    public CompletableFuture<Asked> ask(PhoneNumber phone, Octets accountKeyHash, Octets token, String peer) {
        return invite(phone, token).thenCompose(door -> {
            if (door.isEmpty()) {
                return CompletableFuture.completedFuture(new Asked.NotInvited());
            }
            return limits.peek(tries(phone)).thenCompose(tries -> {
                if (!tries.granted()) {
                    return CompletableFuture.completedFuture(new Asked.TooManyTries(tries.retryAfter()));
                }
                return limits.tryAcquire(requests(phone, peer))
                        .thenApply(answer -> answer.granted()
                                ? send(phone, accountKeyHash, tries.left())
                                : new Asked.TooOften(answer.retryAfter()));
            });
        });
    }

    private Asked send(PhoneNumber phone, Octets accountKeyHash, int triesLeft) {
        String code = codes.make(DIGITS);
        PendingCode note = new PendingCode(phone, code, clock.instant().plus(VALID));
        Octets tag = codes.tag(phone, accountKeyHash, code);
        pending.put(phone, accountKeyHash, tag, note, VALID);
        others.accept(new Shared(phone, accountKeyHash, tag, Optional.of(note), VALID));
        return switch (gateway.hand(note)) {
            case Gateway.Outcome.Handed handed -> new Asked.Sent(DIGITS, VALID, triesLeft, RESEND);
            case Gateway.Outcome.Failed failed -> new Asked.NotHanded();
        };
    }

    /// Checks a code for a number and account key. The caller has checked that the holder of that
    /// key asks. Repeating a right answer with the same key is right again until the code's time
    /// is over, so that a lost answer does no harm.
    public CompletableFuture<Checked> check(PhoneNumber phone, Octets accountKeyHash, String code, Octets token) {
        Octets tag = codes.tag(phone, accountKeyHash, code);
        if (pending.spent(phone, accountKeyHash)
                .filter(used -> CodeMaker.same(used, tag))
                .isPresent()) {
            return CompletableFuture.completedFuture(new Checked.Right());
        }
        return invite(phone, token)
                .thenCompose(door -> door.isEmpty()
                        ? CompletableFuture.completedFuture(new Checked.NotInvited())
                        : check(phone, accountKeyHash, code, door.get()));
    }

    private CompletableFuture<Checked> check(PhoneNumber phone, Octets accountKeyHash, String code, Door door) {
        Optional<Octets> expected = pending.find(phone, accountKeyHash);
        if (expected.isEmpty() && door.personal().isEmpty()) {
            return CompletableFuture.completedFuture(new Checked.Expired());
        }
        Octets tag = codes.tag(phone, accountKeyHash, code);
        boolean byCode = expected.filter(e -> CodeMaker.same(e, tag)).isPresent();
        Octets personalTag = codes.tag(phone, Octets.EMPTY, code);
        boolean byInvite = door.personal()
                .filter(invite -> CodeMaker.same(invite.codeTag(), personalTag))
                .isPresent();
        // A try is taken before the answer is known, so that no number of guesses at once gets more of them.
        Limits.Ask everybody = ask("tries-relay", "", rates.wide().triesAtAll());
        return limits.tryAcquire(List.of(tries(phone), everybody)).thenCompose(answer -> {
            if (!answer.granted()) {
                return CompletableFuture.completedFuture(new Checked.TooManyTries(answer.retryAfter()));
            }
            if (!byCode && !byInvite) {
                return CompletableFuture.completedFuture(new Checked.Wrong(answer.left()));
            }
            return settle(phone, accountKeyHash, tag, door);
        });
    }

    /// Either way in takes a use of the invite that came with it.
    private CompletableFuture<Checked> settle(PhoneNumber phone, Octets accountKeyHash, Octets tag, Door door) {
        CompletableFuture<Boolean> used =
                door.counted() ? invites.use(door.admissionHash()) : CompletableFuture.completedFuture(true);
        return used.thenCompose(first -> {
            if (!first) {
                return CompletableFuture.completedFuture(new Checked.NotInvited());
            }
            pending.spend(phone, accountKeyHash, tag, VALID);
            others.accept(new Shared(phone, accountKeyHash, tag, Optional.empty(), VALID));
            return limits.reset(tries(phone).key()).thenApply(done -> new Checked.Right());
        });
    }

    /// An invite's admission, and a code if it is for one number; valid from now on.
    public CompletableFuture<Issued> issue(InviteTerms terms) {
        Octets admission = codes.bytes(Invite.ADMISSION_LENGTH);
        Optional<Invite.Personal> personal =
                terms.phone().map(phone -> new Invite.Personal(phone, codes.make(PERSONAL_DIGITS)));
        InviteStore.Kept kept = new InviteStore.Kept(
                hash(admission),
                personal.map(p -> new InviteStore.Personal(
                        blinding.phone(p.phone()), codes.tag(p.phone(), Octets.EMPTY, p.code()))),
                terms.uses(),
                clock.instant().plus(terms.valid()));
        return invites.add(kept).thenApply(done -> new Issued(admission, personal));
    }

    /// @param personal with a code of eight digits
    public record Issued(Octets admission, Optional<Invite.Personal> personal) {
        @Override
        public String toString() {
            return "Issued[…]";
        }
    }

    /// The open invite, which can be replaced.
    public OpenInvite open() {
        return open;
    }

    /// Tells `listener` of each code that is made or used here.
    public void share(Consumer<Shared> listener) {
        others = listener;
    }

    /// All codes that wait or were just used.
    public List<Shared> shared() {
        return pending.all();
    }

    /// Another relay made a code, or took it. The owner sees it here as well.
    public void heard(Shared code) {
        if (code.note().isPresent()) {
            if (!pending.knows(code)) {
                pending.put(
                        code.phone(),
                        code.accountKeyHash(),
                        code.tag(),
                        code.note().get(),
                        code.left());
                gateway.hand(code.note().get());
            }
        } else {
            pending.spend(code.phone(), code.accountKeyHash(), code.tag(), code.left());
        }
    }

    /// Forgets codes that are over their time.
    public void sweep() {
        pending.sweep();
    }

    /// An admission that was recognised.
    ///
    /// @param counted whether each use of it counts
    private record Door(Octets admissionHash, boolean counted, Optional<InviteStore.Personal> personal) {}

    private CompletableFuture<Optional<Door>> invite(PhoneNumber phone, Octets token) {
        Octets hash = hash(token);
        Octets phoneTag = blinding.phone(phone);
        return open.recognises(token)
                .thenCompose(yes -> yes
                        ? CompletableFuture.completedFuture(Optional.of(new Door(hash, false, Optional.empty())))
                        : invites.find(hash, clock.instant())
                                .thenApply(found -> found.filter(invite -> invite.personal()
                                                .map(personal ->
                                                        personal.phoneTag().equals(phoneTag))
                                                .orElse(true))
                                        .map(invite -> new Door(hash, true, invite.personal()))));
    }

    private static Octets hash(Octets token) {
        return Octets.of(Sha256.of(token.toArray()));
    }

    private Limits.Ask tries(PhoneNumber phone) {
        return ask("tries", phone.e164(), rates.triesPerNumber());
    }

    private List<Limits.Ask> requests(PhoneNumber phone, String peer) {
        List<Limits.Ask> asks = new ArrayList<>();
        asks.add(ask("codes-number", phone.e164(), rates.codesPerNumber()));
        asks.add(ask("codes-relay", "", rates.codesAtAll()));
        if (!peer.equals(RelayEndpoint.LOCAL)) {
            asks.add(ask("codes-address", peer, rates.codesPerAddress()));
        }
        return asks;
    }

    private Limits.Ask ask(String kind, String value, Rate rate) {
        return new Limits.Ask(blinding.tag(kind, value), rate);
    }
}
