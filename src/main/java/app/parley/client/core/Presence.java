package app.parley.client.core;

import app.parley.protocol.AccountId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who of the circle is online now, as the relay tells. Known only while connected, never stored.
final class Presence {
    private final Set<AccountId> online = ConcurrentHashMap.newKeySet();

    boolean online(AccountId account) {
        return online.contains(account);
    }

    void set(AccountId account, boolean isOnline) {
        if (isOnline) {
            online.add(account);
        } else {
            online.remove(account);
        }
    }

    /// The connection is gone: nobody is known to be online. Yields those who were.
    Set<AccountId> clear() {
        Set<AccountId> were = Set.copyOf(online);
        online.clear();
        return were;
    }
}
