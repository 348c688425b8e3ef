package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import org.junit.jupiter.api.AfterEach;

class PostgresInviteStoreTest extends InviteStoreContract {
    private final PostgresRelayStore store =
            PostgresRelayStore.open(TestPostgres.fresh(), Samples.fill(32, 1), clock, Randomness.system());

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    InviteStore store() {
        return store.invites();
    }
}
