package app.parley.app;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One window per data folder: the first start keeps a lock, a later one raises the first window
/// and hands it the invite it was started with.
final class SingleInstance implements AutoCloseable {
    private static final String LOCK = "window.lock";
    private static final String CONTROL = "window.json";
    /// How often, and how long apart, a second start asks a first one that is still starting.
    private static final int TRIES = 50;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FileChannel file;
    private final ControlChannel control;

    private SingleInstance(FileChannel file, ControlChannel control) {
        this.file = file;
        this.control = control;
    }

    /// Who is first.
    sealed interface Claim {
        record First(SingleInstance instance) implements Claim {}

        /// Another window has the folder; it was raised.
        record RaisedOther() implements Claim {}
    }

    /// Claims `folder`.
    ///
    /// @param invite the invite this start was given
    /// @param onRaise called on a thread of its own when a later start asks for this window, with
    ///     its invite
    static Claim claim(Path folder, Optional<String> invite, Consumer<Optional<String>> onRaise)
            throws IOException, Failure {
        PrivateFile.makeFolder(folder);
        FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(file)) {
            return new Claim.First(new SingleInstance(file, answerLaterStarts(folder, file, onRaise)));
        }
        file.close();
        raise(folder, invite);
        return new Claim.RaisedOther();
    }

    private static ControlChannel answerLaterStarts(Path folder, FileChannel file, Consumer<Optional<String>> onRaise)
            throws IOException {
        try {
            return ControlChannel.open(folder.resolve(CONTROL), request -> {
                onRaise.accept(StrictJson.text(request, "invite"));
                return List.of();
            });
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// The lock ends with the process, however it ends.
    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void raise(Path folder, Optional<String> invite) throws Failure {
        JsonObject request = new JsonObject();
        request.addProperty("do", "raise");
        invite.ifPresent(link -> request.addProperty("invite", link));
        for (int i = 0; i < TRIES; i++) {
            try {
                ControlChannel.ask(folder.resolve(CONTROL), request);
                return;
            } catch (ControlChannel.NobodyThereException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        throw Failure.because("Parley is already open with " + folder
                + " but does not answer. Nothing was changed; close it there, or start with another --data-dir.");
    }

    @Override
    public void close() throws IOException {
        control.close();
        file.close();
    }
}
