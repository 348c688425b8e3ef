package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// The plainest store that keeps the contract: what the real one is measured against.
final class MemoryMailboxStore implements MailboxStore {
    private final InstantSource clock;
    private final Map<Octets, Box> byRid = new HashMap<>();
    private final Map<Octets, Box> bySid = new HashMap<>();
    private long boxes;

    private record Kept(Envelope envelope, EnvelopeId id, long expiresHour) {}

    private record Notice(EnvelopeId id, long untilHour) {}

    private static final class Box {
        long id;
        Octets rid = Octets.EMPTY;
        Octets sid = Octets.EMPTY;
        long lease;
        long acked;
        long last;
        final TreeMap<Long, Kept> kept = new TreeMap<>();
        final List<Notice> notices = new ArrayList<>();

        long bytes() {
            return kept.values().stream()
                    .mapToLong(k -> k.envelope().octets().length())
                    .sum();
        }
    }

    MemoryMailboxStore(InstantSource clock) {
        this.clock = clock;
    }

    private static long hour(Instant instant) {
        return instant.getEpochSecond() / 3600;
    }

    private static <T> CompletableFuture<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public synchronized CompletableFuture<Boolean> create(Octets ridHash, Octets sidHash) {
        if (byRid.containsKey(ridHash) || bySid.containsKey(sidHash)) {
            return now(Objects.equals(byRid.get(ridHash), bySid.get(sidHash)));
        }
        Box box = new Box();
        box.id = ++boxes;
        box.rid = ridHash;
        box.sid = sidHash;
        box.lease = MailboxStore.lease(clock.instant());
        byRid.put(ridHash, box);
        bySid.put(sidHash, box);
        return now(true);
    }

    @Override
    public synchronized CompletableFuture<Optional<Long>> delete(Octets ridHash) {
        Optional<Box> box = Optional.ofNullable(byRid.remove(ridHash));
        box.ifPresent(b -> bySid.remove(b.sid));
        return now(box.map(b -> b.id));
    }

    @Override
    public synchronized CompletableFuture<Void> renew(Collection<Octets> ridHashes) {
        ridHashes.stream()
                .map(byRid::get)
                .filter(Objects::nonNull)
                .forEach(box -> box.lease = MailboxStore.lease(clock.instant()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<List<Optional<State>>> states(List<Octets> ridHashes) {
        return now(ridHashes.stream()
                .map(rid -> Optional.ofNullable(byRid.get(rid)).map(b -> new State(b.id, b.acked, b.last)))
                .toList());
    }

    @Override
    public CompletableFuture<Appended> append(Octets sidHash, Envelope envelope, Sender sender, Recipients recipients) {
        return append(sidHash, envelope).thenApply(appended -> {
            if (appended instanceof Appended.Held held && held.fresh()) {
                recipients.arrived(held.box(), held.seq(), envelope);
            }
            return appended;
        });
    }

    @Override
    public synchronized CompletableFuture<Appended> append(Octets sidHash, Envelope envelope) {
        Box box = bySid.get(sidHash);
        if (box == null) {
            return now(new Appended.NoSuchMailbox());
        }
        EnvelopeId id = Entry.idOf(envelope);
        for (Map.Entry<Long, Kept> each : box.kept.entrySet()) {
            if (each.getValue().id().equals(id)) {
                return now(
                        new Appended.Held(box.id, each.getKey(), each.getValue().expiresHour() * 3600, false));
            }
        }
        if (box.kept.size() >= MAX_ENVELOPES || box.bytes() + envelope.octets().length() > MAX_BYTES) {
            return now(new Appended.MailboxFull());
        }
        long expires = hour(clock.instant().plus(KEPT)) + 1;
        box.kept.put(++box.last, new Kept(envelope, id, expires));
        return now(new Appended.Held(box.id, box.last, expires * 3600, true));
    }

    private Optional<Box> byId(long id) {
        return byRid.values().stream().filter(b -> b.id == id).findFirst();
    }

    @Override
    public synchronized CompletableFuture<List<Stored>> read(long id, long from, int max, long maxBytes) {
        List<Stored> found = new ArrayList<>();
        long bytes = 0;
        for (var each :
                byId(id).map(b -> b.kept.tailMap(from)).orElseGet(TreeMap::new).entrySet()) {
            bytes += each.getValue().envelope().octets().length();
            if (found.size() < max && (found.isEmpty() || bytes <= maxBytes)) {
                found.add(new Stored(each.getKey(), each.getValue().envelope()));
            }
        }
        return now(found);
    }

    @Override
    public synchronized CompletableFuture<Void> ack(long id, long upTo) {
        byId(id).ifPresent(box -> {
            box.acked = Math.max(box.acked, Math.min(upTo, box.last));
            box.kept.headMap(box.acked, true).clear();
        });
        return now(null);
    }

    @Override
    public synchronized CompletableFuture<Optional<List<EnvelopeId>>> expired(Octets sidHash) {
        return now(Optional.ofNullable(bySid.get(sidHash))
                .map(box -> box.notices.stream().map(Notice::id).toList()));
    }

    @Override
    public synchronized CompletableFuture<Integer> sweep(Instant now) {
        long hour = hour(now);
        List<Octets> lapsed = byRid.values().stream()
                .filter(box -> box.lease < MailboxStore.period(now))
                .map(box -> box.rid)
                .toList();
        lapsed.forEach(this::delete);
        int count = lapsed.size();
        for (Box box : byRid.values()) {
            box.notices.removeIf(n -> n.untilHour() <= hour);
            for (Kept kept : box.kept.values()) {
                if (kept.expiresHour() <= hour) {
                    box.notices.add(new Notice(kept.id(), hour + KEPT.toHours()));
                    count++;
                }
            }
            box.kept.values().removeIf(k -> k.expiresHour() <= hour);
        }
        return now(count);
    }

    @Override
    public synchronized Load load() {
        return new Load(
                byRid.size(),
                byRid.values().stream().mapToLong(b -> b.kept.size()).sum(),
                byRid.values().stream().mapToLong(Box::bytes).sum());
    }
}
