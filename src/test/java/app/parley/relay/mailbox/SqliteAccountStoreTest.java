package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAccountStoreTest extends AccountStoreContract {
    @TempDir
    Path dir;

    private SqliteRelayStore store;

    @BeforeEach
    void open() {
        store = SqliteRelayStore.open(dir.resolve("relay.db"), 1L << 30, clock, Randomness.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    AccountStore store() {
        return store.accounts();
    }
}
