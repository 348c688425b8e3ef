package app.parley.relay.otp;

import app.parley.relay.PendingCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The first gateway: the owner reads the code on the screen and hands it over. In memory only.
public final class OwnerScreen implements Gateway {
    private final Runnable changed;
    private final Set<PendingCode> codes = new LinkedHashSet<>();

    /// @param changed called after the list changed
    public OwnerScreen(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public Outcome hand(PendingCode code) {
        synchronized (this) {
            codes.add(code);
        }
        changed.run();
        return new Outcome.Handed();
    }

    @Override
    public void settled(PendingCode code) {
        boolean removed;
        synchronized (this) {
            removed = codes.remove(code);
        }
        if (removed) {
            changed.run();
        }
    }

    /// Oldest first.
    public synchronized List<PendingCode> codes() {
        return List.copyOf(codes);
    }
}
