package app.parley.relay.core;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.AccountStore.Account;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Who is signed in, here and at the relays that share the store, and telling the others. In
/// memory only; guarded by itself.
final class Circle {
    private final InstantSource clock;
    private final boolean open;
    private final Runnable changed;
    private final Runnable waiting;
    private final Map<AccountId, Presence> presences = new HashMap<>();
    private final Map<AccountId, Long> left = new HashMap<>();
    /// by relay: who is connected there, and whether hidden
    private final Map<Octets, Map<AccountId, Boolean>> elsewhere = new HashMap<>();
    private volatile Consumer<Word> others = word -> {};
    private volatile Supplier<List<RelayAddress>> addresses = List::of;

    private static final class Presence {
        private final Set<Session> sessions = new HashSet<>();
        private boolean hidden;
    }

    /// @param open whether nobody is told who else is there
    /// @param changed called after somebody came or went
    /// @param waiting called after somebody began to wait for the owner
    Circle(InstantSource clock, boolean open, Runnable changed, Runnable waiting) {
        this.clock = clock;
        this.open = open;
        this.changed = changed;
        this.waiting = waiting;
    }

    /// The session speaks for the account from now on.
    void enter(Session session, AccountId account, boolean hidden) {
        synchronized (this) {
            Presence presence = presences.computeIfAbsent(account, id -> new Presence());
            boolean first = presence.sessions.isEmpty();
            presence.sessions.add(session);
            presence.hidden = hidden;
            if (first && !hidden && !isElsewhere(account)) {
                tell(new RelayFrame.Presence(account, true, 0), account);
            }
        }
        List<RelayAddress> where = addresses.get();
        if (!where.isEmpty()) {
            session.out().send(new RelayFrame.Addresses(where));
        }
        others.accept(new Word.Came(account, hidden));
        changed.run();
    }

    /// @return whether that was the account's last connection
    boolean leave(Session session, AccountId account) {
        boolean last;
        synchronized (this) {
            Presence presence = presences.get(account);
            last = presence != null && presence.sessions.remove(session) && presence.sessions.isEmpty();
            if (presence != null && last) {
                presences.remove(account);
                long now = clock.instant().getEpochSecond();
                left.put(account, now);
                if (!presence.hidden && !isElsewhere(account)) {
                    tell(new RelayFrame.Presence(account, false, now), account);
                }
            }
        }
        if (last) {
            others.accept(new Word.Left(account, clock.instant().getEpochSecond()));
        }
        changed.run();
        return last;
    }

    synchronized void hide(AccountId account, boolean hidden) {
        Presence presence = presences.get(account);
        if (presence != null && presence.hidden != hidden) {
            presence.hidden = hidden;
            tell(new RelayFrame.Presence(account, !hidden, 0), account);
            others.accept(new Word.Hid(account, hidden));
        }
    }

    synchronized boolean online(AccountId account) {
        return presences.containsKey(account) || isElsewhere(account);
    }

    /// At this relay.
    synchronized int online() {
        return presences.size();
    }

    private boolean isElsewhere(AccountId account) {
        return elsewhere.values().stream().anyMatch(there -> there.containsKey(account));
    }

    /// Tells the other relays from now on.
    void tellsOthers(Consumer<Word> listener) {
        others = listener;
    }

    /// Where clients are told that this relay is reached.
    void reachedAt(Supplier<List<RelayAddress>> where) {
        addresses = where;
    }

    /// All who are connected here.
    synchronized List<Word.Came> here() {
        return presences.entrySet().stream()
                .map(each -> new Word.Came(each.getKey(), each.getValue().hidden))
                .toList();
    }

    void cameElsewhere(Octets relay, AccountId account, boolean hidden) {
        synchronized (this) {
            boolean was = online(account);
            elsewhere.computeIfAbsent(relay, name -> new HashMap<>()).put(account, hidden);
            if (!was && !hidden) {
                tell(new RelayFrame.Presence(account, true, 0), account);
            }
        }
        changed.run();
    }

    void leftElsewhere(Octets relay, AccountId account, long at) {
        synchronized (this) {
            Map<AccountId, Boolean> there = elsewhere.getOrDefault(relay, new HashMap<>());
            Boolean hidden = there.remove(account);
            if (hidden != null && !online(account)) {
                left.put(account, at);
                if (!hidden) {
                    tell(new RelayFrame.Presence(account, false, at), account);
                }
            }
        }
        changed.run();
    }

    synchronized void hidElsewhere(Octets relay, AccountId account, boolean hidden) {
        Map<AccountId, Boolean> there = elsewhere.getOrDefault(relay, new HashMap<>());
        if (there.replace(account, hidden) != null) {
            tell(new RelayFrame.Presence(account, !hidden, 0), account);
        }
    }

    /// A relay stopped or died, and those who were connected there are gone.
    void nodeGone(Octets relay) {
        List<AccountId> theirs;
        synchronized (this) {
            theirs = List.copyOf(elsewhere.getOrDefault(relay, Map.of()).keySet());
        }
        long now = clock.instant().getEpochSecond();
        theirs.forEach(account -> leftElsewhere(relay, account, now));
        synchronized (this) {
            elsewhere.remove(relay);
        }
    }

    /// Tells everybody here where the relay is reached now.
    synchronized void tellAddresses(List<RelayAddress> where) {
        RelayFrame frame = new RelayFrame.Addresses(where);
        presences
                .values()
                .forEach(each -> each.sessions.forEach(session -> session.out().send(frame)));
    }

    boolean isOpen() {
        return open;
    }

    /// What the others see of an account.
    synchronized RelayFrame.Member member(Account account) {
        boolean hidden = open || account.hidden();
        boolean online = !hidden && online(account.id());
        long lastSeen = hidden || online
                ? 0
                : left.getOrDefault(account.id(), account.lastSeen().getEpochSecond());
        return new RelayFrame.Member(
                account.id(), Octets.of(account.manifest().encode()), account.profile(), online, lastSeen);
    }

    void changed(Account account) {
        changedHere(account);
        others.accept(new Word.Changed(account.id()));
    }

    void changedHere(Account account) {
        synchronized (this) {
            tell(new RelayFrame.MemberChanged(member(account)), account.id());
        }
        changed.run();
    }

    void gone(AccountId account) {
        goneHere(account);
        others.accept(new Word.Gone(account));
    }

    void goneHere(AccountId account) {
        synchronized (this) {
            left.remove(account);
            tell(new RelayFrame.MemberLeft(account), account);
        }
        changed.run();
    }

    /// The owner sent somebody away: they and the others are told.
    void removed(AccountId account) {
        removedHere(account);
        others.accept(new Word.Removed(account));
    }

    void removedHere(AccountId account) {
        sendHere(account, Optional.empty(), new RelayFrame.Removed());
        goneHere(account);
        List<Session> theirs;
        synchronized (this) {
            Presence presence = presences.get(account);
            theirs = presence == null ? List.of() : List.copyOf(presence.sessions);
        }
        theirs.forEach(Session::signedOut);
    }

    /// Somebody waits to be let in.
    void newcomer() {
        waiting.run();
        others.accept(new Word.Look());
    }

    /// Somebody else wants an account's number.
    void claimed(AccountId holder) {
        send(holder, Optional.empty(), new RelayFrame.NumberClaimed());
    }

    /// Sends to all connections of one account, or of one of its devices, at any relay.
    void send(AccountId account, Optional<Integer> device, RelayFrame frame) {
        sendHere(account, device, frame);
        byte[] whole = FrameCodec.encode(frame);
        Octets bare = Octets.of(Arrays.copyOfRange(whole, FrameCodec.PREFIX, whole.length));
        others.accept(new Word.Push(account, device.orElse(0), bare));
    }

    synchronized void sendHere(AccountId account, Optional<Integer> device, RelayFrame frame) {
        Presence presence = presences.get(account);
        if (presence != null) {
            List.copyOf(presence.sessions).stream()
                    .filter(session -> device.isEmpty() || session.device().equals(device))
                    .forEach(session -> session.out().send(frame));
        }
    }

    /// To everybody but the account it is about.
    private void tell(RelayFrame frame, AccountId about) {
        if (open) {
            return;
        }
        presences.forEach((id, presence) -> {
            if (!id.equals(about)) {
                presence.sessions.forEach(session -> session.out().send(frame));
            }
        });
    }
}
