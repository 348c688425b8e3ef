package app.parley.relay.otp;

import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.PendingCode;
import app.parley.relay.otp.OtpDesk.Shared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The codes that wait, and those used in the last minutes. In memory: a restart forgets them
/// all.
final class PendingCodes {
    private static final int MAX = 10_000;

    private final LongSupplier nanoTime;
    private final Gateway gateway;
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

    private record Key(PhoneNumber phone, Octets accountKeyHash) {}

    /// @param note empty once the code was used
    private record Waiting(Octets tag, Optional<PendingCode> note, long until) {}

    PendingCodes(LongSupplier nanoTime, Gateway gateway) {
        this.nanoTime = nanoTime;
        this.gateway = gateway;
    }

    void put(PhoneNumber phone, Octets accountKeyHash, Octets tag, PendingCode note, Duration valid) {
        replace(phone, accountKeyHash, new Waiting(tag, Optional.of(note), nanoTime.getAsLong() + valid.toNanos()));
    }

    /// From now on the code is good only for repeating what it did.
    void spend(PhoneNumber phone, Octets accountKeyHash, Octets tag, Duration valid) {
        replace(phone, accountKeyHash, new Waiting(tag, Optional.empty(), nanoTime.getAsLong() + valid.toNanos()));
    }

    private void replace(PhoneNumber phone, Octets accountKeyHash, Waiting next) {
        List<PendingCode> settled = new ArrayList<>();
        Key key = new Key(phone, accountKeyHash);
        synchronized (this) {
            Waiting before = waiting.remove(key);
            if (before != null) {
                before.note().ifPresent(settled::add);
            }
            waiting.put(key, next);
            while (waiting.size() > MAX) {
                Key oldest = waiting.keySet().iterator().next();
                Optional.ofNullable(waiting.remove(oldest))
                        .flatMap(Waiting::note)
                        .ifPresent(settled::add);
            }
        }
        settled.forEach(gateway::settled);
    }

    synchronized List<Shared> all() {
        long now = nanoTime.getAsLong();
        return waiting.entrySet().stream()
                .filter(each -> each.getValue().until() - now > 0)
                .map(each -> new Shared(
                        each.getKey().phone(),
                        each.getKey().accountKeyHash(),
                        each.getValue().tag(),
                        each.getValue().note(),
                        Duration.ofNanos(each.getValue().until() - now)))
                .toList();
    }

    /// Whether the same code waits here, or was used.
    synchronized boolean knows(Shared code) {
        Waiting here = waiting.get(new Key(code.phone(), code.accountKeyHash()));
        return here != null && here.tag().equals(code.tag());
    }

    Optional<Octets> find(PhoneNumber phone, Octets accountKeyHash) {
        return live(phone, accountKeyHash).filter(w -> w.note().isPresent()).map(Waiting::tag);
    }

    Optional<Octets> spent(PhoneNumber phone, Octets accountKeyHash) {
        return live(phone, accountKeyHash).filter(w -> w.note().isEmpty()).map(Waiting::tag);
    }

    private Optional<Waiting> live(PhoneNumber phone, Octets accountKeyHash) {
        sweep();
        synchronized (this) {
            return Optional.ofNullable(waiting.get(new Key(phone, accountKeyHash)));
        }
    }

    /// Drops what is over its time.
    void sweep() {
        long now = nanoTime.getAsLong();
        List<PendingCode> settled = new ArrayList<>();
        synchronized (this) {
            waiting.values().removeIf(w -> {
                boolean over = w.until() - now <= 0;
                if (over) {
                    w.note().ifPresent(settled::add);
                }
                return over;
            });
        }
        settled.forEach(gateway::settled);
    }
}
