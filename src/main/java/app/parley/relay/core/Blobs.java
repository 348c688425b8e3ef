package app.parley.relay.core;

import app.parley.crypto.Sha256;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.BlobLimits;
import app.parley.relay.mailbox.BlobStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Blobs: setting room aside for a member, everything else for whoever has the capability. As
/// [Post] it never asks who somebody is, and what it counts for a member it never writes down.
final class Blobs {
    private final BlobStore blobs;
    private final BlobLimits limits;
    private final DailyBytes perMember;
    private final InstantSource clock;

    Blobs(BlobStore blobs, BlobLimits limits, InstantSource clock) {
        this.blobs = blobs;
        this.limits = limits;
        this.perMember = new DailyBytes(limits.perMemberAndDay(), clock);
        this.clock = clock;
    }

    private static Octets hash(Octets capability) {
        return Octets.of(Sha256.of(capability.toArray()));
    }

    void create(Session session, AccountId me, BlobFrame.Create f) {
        if (f.size() < 1 || f.size() > limits.each()) {
            session.out().send(Reply.refuse(f.tag(), f.size() < 1 ? Refusal.MALFORMED : Refusal.TOO_LARGE));
            return;
        }
        Octets wid = hash(f.wid().octets());
        Reply.to(session, f.tag(), blobs.state(wid).thenCompose(known -> {
            // Repeating it costs nothing.
            if (known.isEmpty() && !perMember.take(me, f.size())) {
                return CompletableFuture.completedFuture(
                        Reply.refuse(f.tag(), Refusal.TOO_OFTEN, perMember.untilTomorrow()));
            }
            return create(f, wid).whenComplete((answer, fault) -> {
                if (known.isEmpty() && !(answer instanceof BlobFrame.State)) {
                    perMember.giveBack(me, f.size());
                }
            });
        }));
    }

    private CompletableFuture<RelayFrame> create(BlobFrame.Create f, Octets wid) {
        return blobs.create(
                        wid,
                        hash(f.bid().octets()),
                        f.size(),
                        limits.all(),
                        clock.instant().plus(limits.kept()))
                .thenApply(made -> switch (made) {
                    case BlobStore.Made.Ready r -> new BlobFrame.State(f.tag(), f.size(), r.received(), r.expiresAt());
                    case BlobStore.Made.Taken t -> Reply.refuse(f.tag(), Refusal.MALFORMED);
                    case BlobStore.Made.NoRoom n -> Reply.refuse(f.tag(), Refusal.RELAY_FULL, Reply.FULL_AGAIN);
                });
    }

    void put(Session session, BlobFrame.Put f) {
        int size = f.part().length();
        session.weighs(size);
        Reply.to(
                session,
                f.tag(),
                session.inOrder(() -> blobs.put(hash(f.wid().octets()), f.offset(), f.part()))
                        .whenComplete((state, fault) -> session.weighs(-size))
                        .thenApply(state -> state(f.tag(), state)));
    }

    void query(Session session, BlobFrame.Query f) {
        Reply.to(session, f.tag(), blobs.state(hash(f.wid().octets())).thenApply(state -> state(f.tag(), state)));
    }

    private static RelayFrame state(int tag, Optional<BlobStore.State> state) {
        return state.<RelayFrame>map(s -> new BlobFrame.State(tag, s.size(), s.received(), s.expiresAt()))
                .orElseGet(() -> Reply.refuse(tag, Refusal.NO_SUCH_BLOB));
    }

    void get(Session session, BlobFrame.Get f) {
        session.weighs(BlobFrame.PART);
        Reply.to(
                session,
                f.tag(),
                blobs.read(hash(f.bid().octets()), f.offset())
                        .whenComplete((part, fault) -> session.handedOut(BlobFrame.PART))
                        .thenApply(part -> part.<RelayFrame>map(p -> new BlobFrame.Part(f.tag(), p.size(), p.octets()))
                                .orElseGet(() -> Reply.refuse(f.tag(), Refusal.NO_SUCH_BLOB))));
    }

    void delete(Session session, BlobFrame.Delete f) {
        Reply.to(
                session,
                f.tag(),
                blobs.delete(hash(f.wid().octets()))
                        .thenApply(done ->
                                done ? new RelayFrame.Done(f.tag()) : Reply.refuse(f.tag(), Refusal.NO_SUCH_BLOB)));
    }
}
