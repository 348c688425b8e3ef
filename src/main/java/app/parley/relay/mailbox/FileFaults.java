package app.parley.relay.mailbox;

import app.parley.store.StoreException;
import app.parley.store.StoreException.Why;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// Faults of files as those of a store.
final class FileFaults {
    private FileFaults() {}

    @FunctionalInterface
    interface Task<T> {
        T run() throws IOException;
    }

    /// @throws StoreException `FULL` or `FAILED`
    static <T> T guarded(Task<T> task) {
        try {
            return task.run();
        } catch (NoSuchFileException e) {
            throw new StoreException(Why.FAILED, "a file is gone", e);
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            boolean full =
                    said.contains("No space left") || said.contains("not enough space") || said.contains("quota");
            throw new StoreException(full ? Why.FULL : Why.FAILED, "a file cannot be written or read", e);
        }
    }
}
