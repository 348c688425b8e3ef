package app.parley.ui;

import java.util.Optional;

/// See [Updates#none].
record NoUpdates() implements Updates {
    @Override
    public State state() {
        return State.none();
    }

    @Override
    public Optional<State> choose(boolean on, String address) {
        return Optional.of(State.none());
    }

    @Override
    public State ask() {
        return State.none();
    }

    @Override
    public State told(String version) {
        return State.none();
    }

    @Override
    public void onChange(Runnable listener) {}
}
