package app.parley.relay.core;

import app.parley.net.RelayEndpoint;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.Rate;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.Limits;
import app.parley.relay.mailbox.Limits.Ask;
import app.parley.relay.otp.Blinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What may be done only so often: counted for an account, a mailbox and the whole relay in the
/// store, and for an address or between two accounts in memory, where a restart begins with little
/// (decision 0010).
final class Allowances {
    private final Limits kept;
    private final Limits unwritten;
    private final RelayLimits rates;
    private final Blinding blinding;

    /// @param kept over a restart
    /// @param unwritten never on disk
    Allowances(Limits kept, Limits unwritten, RelayLimits rates, Blinding blinding) {
        this.kept = kept;
        this.unwritten = unwritten;
        this.rates = rates;
        this.blinding = blinding;
    }

    /// One thing to do, and how it is counted.
    ///
    /// @param peer the network address that asks
    /// @param between two accounts, if that counts
    /// @param who the account or mailbox that it is counted for
    private record Deed(
            String kind, String peer, Rate perAddress, Optional<Ask> between, Octets who, Rate each, Rate atAll) {}

    CompletableFuture<RelayFrame> lookup(
            Session session, int tag, AccountId me, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        RelayLimits.Wide wide = rates.wide();
        return within(
                tag,
                new Deed(
                        "lookup",
                        session.out().peer(),
                        wide.lookupsPerAddress(),
                        Optional.empty(),
                        me.octets(),
                        rates.lookups(),
                        wide.lookupsAtAll()),
                work);
    }

    CompletableFuture<RelayFrame> mailbox(
            Session session, int tag, AccountId me, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        RelayLimits.Wide wide = rates.wide();
        return within(
                tag,
                new Deed(
                        "mailbox",
                        session.out().peer(),
                        wide.mailboxesPerAddress(),
                        Optional.empty(),
                        me.octets(),
                        rates.mailboxes(),
                        wide.mailboxesAtAll()),
                work);
    }

    /// @param pair names who asks for whose keys
    CompletableFuture<RelayFrame> fetch(
            Session session,
            int tag,
            Octets pair,
            AccountId target,
            Supplier<CompletableFuture<? extends RelayFrame>> work) {
        RelayLimits.Wide wide = rates.wide();
        Ask ofPair = new Ask(blinding.tag("fetch-pair", pair), rates.fetchesPerPair());
        return within(
                tag,
                new Deed(
                        "fetch",
                        session.out().peer(),
                        wide.fetchesPerAddress(),
                        Optional.of(ofPair),
                        target.octets(),
                        rates.fetchesPerTarget(),
                        wide.fetchesAtAll()),
                () -> work.get().thenCompose(frame -> freeIfNothing(ofPair, frame)));
    }

    /// Who asks for keys that are not there yet took none of them, and may ask again when they are.
    private CompletableFuture<RelayFrame> freeIfNothing(Ask ofPair, RelayFrame frame) {
        boolean nothing = frame instanceof RelayFrame.Refused refused && refused.why() == Refusal.NO_KEYS;
        return nothing
                ? unwritten.reset(ofPair.key()).thenApply(reset -> frame)
                : CompletableFuture.completedFuture(frame);
    }

    /// @param sidHash of the mailbox that a first contact is for
    CompletableFuture<RelayFrame> firstContact(
            Session session, int tag, Octets sidHash, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        RelayLimits.Wide wide = rates.wide();
        return within(
                tag,
                new Deed(
                        "first",
                        session.out().peer(),
                        wide.firstContactsPerAddress(),
                        Optional.empty(),
                        sidHash,
                        wide.firstContactsPerMailbox(),
                        wide.firstContactsAtAll()),
                work);
    }

    /// Only the address is asked for here; numbers and the relay are counted where codes are checked.
    CompletableFuture<RelayFrame> tryCode(
            Session session, int tag, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        String peer = session.out().peer();
        Ask ask = new Ask(blinding.tag("try-address", peer), rates.wide().triesPerAddress());
        return unwritten
                .tryAcquire(peer.equals(RelayEndpoint.LOCAL) ? List.of() : List.of(ask))
                .thenCompose(answer -> go(tag, answer, Refusal.TOO_MANY_TRIES, work));
    }

    private CompletableFuture<RelayFrame> within(
            int tag, Deed deed, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        List<Ask> here = new ArrayList<>();
        if (!deed.peer().equals(RelayEndpoint.LOCAL)) {
            here.add(new Ask(blinding.tag(deed.kind() + "-address", deed.peer()), deed.perAddress()));
        }
        deed.between().ifPresent(here::add);
        List<Ask> onDisk = List.of(
                new Ask(blinding.tag(deed.kind(), deed.who()), deed.each()),
                new Ask(blinding.tag(deed.kind() + "-relay", ""), deed.atAll()));
        return unwritten
                .tryAcquire(here)
                .thenCompose(
                        first -> first.granted() ? kept.tryAcquire(onDisk) : CompletableFuture.completedFuture(first))
                .thenCompose(answer -> go(tag, answer, Refusal.TOO_OFTEN, work));
    }

    private static CompletableFuture<RelayFrame> go(
            int tag, Limits.Answer answer, Refusal refusal, Supplier<CompletableFuture<? extends RelayFrame>> work) {
        return answer.granted()
                ? work.get().thenApply(frame -> frame)
                : CompletableFuture.completedFuture(Reply.refuse(tag, refusal, answer.retryAfter()));
    }
}
