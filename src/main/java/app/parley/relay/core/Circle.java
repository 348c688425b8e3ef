package app.parley.relay.core;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.AccountStore.Account;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is signed in, and telling the others. In memory only; guarded by itself.
final class Circle {
    private final InstantSource clock;
    private final boolean open;
    private final Runnable changed;
    private final Map<AccountId, Presence> presences = new HashMap<>();
    private final Map<AccountId, Long> left = new HashMap<>();

    private static final class Presence {
        private final Set<Session> sessions = new HashSet<>();
        private boolean hidden;
    }

    /// @param open whether nobody is told who else is there
    /// @param changed called after somebody came or went
    Circle(InstantSource clock, boolean open, Runnable changed) {
        this.clock = clock;
        this.open = open;
        this.changed = changed;
    }

    /// The session speaks for the account from now on.
    void enter(Session session, AccountId account, boolean hidden) {
        synchronized (this) {
            Presence presence = presences.computeIfAbsent(account, id -> new Presence());
            boolean first = presence.sessions.isEmpty();
            presence.sessions.add(session);
            presence.hidden = hidden;
            if (first && !hidden) {
                tell(new RelayFrame.Presence(account, true, 0), account);
            }
        }
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
                if (!presence.hidden) {
                    tell(new RelayFrame.Presence(account, false, now), account);
                }
            }
        }
        changed.run();
        return last;
    }

    synchronized void hide(AccountId account, boolean hidden) {
        Presence presence = presences.get(account);
        if (presence != null && presence.hidden != hidden) {
            presence.hidden = hidden;
            tell(new RelayFrame.Presence(account, !hidden, 0), account);
        }
    }

    synchronized boolean online(AccountId account) {
        return presences.containsKey(account);
    }

    synchronized int online() {
        return presences.size();
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
        synchronized (this) {
            tell(new RelayFrame.MemberChanged(member(account)), account.id());
        }
        changed.run();
    }

    void gone(AccountId account) {
        synchronized (this) {
            left.remove(account);
            tell(new RelayFrame.MemberLeft(account), account);
        }
        changed.run();
    }

    /// The owner sent somebody away: they and the others are told.
    void removed(AccountId account) {
        send(account, Optional.empty(), new RelayFrame.Removed());
        gone(account);
        List<Session> theirs;
        synchronized (this) {
            Presence presence = presences.get(account);
            theirs = presence == null ? List.of() : List.copyOf(presence.sessions);
        }
        theirs.forEach(Session::signedOut);
    }

    /// Somebody waits to be let in.
    void newcomer() {
        changed.run();
    }

    /// Somebody else wants an account's number.
    void claimed(AccountId holder) {
        send(holder, Optional.empty(), new RelayFrame.NumberClaimed());
    }

    /// Sends to all connections of one account, or of one of its devices.
    synchronized void send(AccountId account, Optional<Integer> device, RelayFrame frame) {
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
