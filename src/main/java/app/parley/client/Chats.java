package app.parley.client;

import app.parley.protocol.AccountId;
import java.util.function.UnaryOperator;

/// What this person does with conversations as a whole. All of it stays on this device, and the
/// other person is not told; only [#accept] lets them see what a request keeps from them. Everything
/// returns at once and is told as [ClientEvent]s; for somebody who is not known nothing happens.
public interface Chats {
    /// Changes how a conversation is kept.
    ///
    /// @param change from the marks it has now
    void mark(AccountId with, UnaryOperator<Marks> change);

    /// Takes a request: from now on receipts go out, also for what came before.
    void accept(AccountId person);

    /// While somebody is blocked, nothing they write is kept, nothing tells them, and nothing can
    /// be written to them. What they wrote meanwhile does not come back.
    void block(AccountId person, boolean on);

    /// Removes all messages of a conversation from this device, and how it was kept. What waits to
    /// be sent is not sent any more.
    void delete(AccountId with);
}
