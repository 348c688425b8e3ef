package app.parley.ui.fake;

import app.parley.ui.Profiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Profiles in memory.
public final class FakeProfiles implements Profiles {
    public final List<String> names = new ArrayList<>();
    /// The disk takes nothing.
    public boolean full;

    public FakeProfiles(String... names) {
        this.names.addAll(List.of(names));
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public String make(String typed) throws NameException, IOException {
        if (typed.isBlank()) {
            throw new NameException(NameException.Why.MALFORMED);
        }
        if (names.contains(typed)) {
            throw new NameException(NameException.Why.TAKEN);
        }
        if (full) {
            throw new IOException("full");
        }
        names.add(typed);
        return typed;
    }
}
