package app.parley.ui.fake;

import app.parley.ui.Faults;
import java.io.IOException;
import java.util.Optional;

/// Reports in memory.
public final class FakeFaults implements Faults {
    public static final String REPORT = """
            Parley: 0.1.0, window
            day: 2026-11-18
            Java: 25.0.1
            JavaFX: 26.0.2
            system: Linux 6.12 amd64
            thread: JavaFX Application Thread

            java.lang.IllegalStateException
                at app.parley.ui.chat.ChatViewModel.resolve:214
                at app.parley.ui.chat.ChatController.onJump:96
                at javafx.event.Event.fireEvent:198
            because of java.util.NoSuchElementException
                at java.util.Optional.orElseThrow:377
                at app.parley.client.history.Messages.row:88
            """;

    public Optional<String> newest = Optional.empty();
    public boolean seen;
    public boolean deleted;
    /// The disk does not let anything be removed.
    public boolean stuck;

    private Runnable heard = () -> {};

    /// Something went wrong.
    public void happen() {
        newest = Optional.of(REPORT);
        heard.run();
    }

    @Override
    public Optional<String> unseen() {
        return newest;
    }

    @Override
    public void seen() {
        seen = true;
        newest = Optional.empty();
    }

    @Override
    public void delete() throws IOException {
        if (stuck) {
            throw new IOException("stuck");
        }
        deleted = true;
        newest = Optional.empty();
    }

    @Override
    public void onNew(Runnable listener) {
        heard = listener;
    }
}
