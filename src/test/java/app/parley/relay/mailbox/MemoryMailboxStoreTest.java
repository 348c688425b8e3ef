package app.parley.relay.mailbox;

class MemoryMailboxStoreTest extends MailboxStoreContract {
    private final MailboxStore store = new MemoryMailboxStore(clock);

    @Override
    MailboxStore store() {
        return store;
    }
}
