package app.parley.ui;

import java.util.Optional;

/// See [Faults#none].
record NoFaults() implements Faults {
    @Override
    public Optional<String> unseen() {
        return Optional.empty();
    }

    @Override
    public void seen() {}

    @Override
    public void delete() {}

    @Override
    public void onNew(Runnable heard) {}
}
