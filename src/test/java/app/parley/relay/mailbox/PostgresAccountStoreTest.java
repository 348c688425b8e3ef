package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import org.junit.jupiter.api.AfterEach;

class PostgresAccountStoreTest extends AccountStoreContract {
    private final PostgresRelayStore store =
            PostgresRelayStore.open(TestPostgres.fresh(), Samples.fill(32, 1), clock, Randomness.system());

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    AccountStore store() {
        return store.accounts();
    }
}
