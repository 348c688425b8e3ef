package app.parley.app;

import app.parley.ui.Faults;
import java.io.IOException;
import java.util.Optional;

/// A folder of fault reports as the window knows it. Apart from [FaultFolder], since the ways of
/// running Parley without a window load nothing of one.
record ShownFaults(FaultFolder folder) implements Faults {
    @Override
    public Optional<String> unseen() throws IOException {
        return folder.unseen();
    }

    @Override
    public void seen() throws IOException {
        folder.seen();
    }

    @Override
    public void delete() throws IOException {
        folder.delete();
    }

    @Override
    public void onNew(Runnable heard) {
        folder.onNew(heard);
    }
}
