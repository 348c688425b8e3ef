package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.protocol.AccountId;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries out what is asked of a conversation as a whole.
///
/// @param with whom it is with now
/// @param intend does something that may fail, away from the window's thread
record ChatActs(Supplier<AccountId> with, Client client, ChatPartner partner, Consumer<ChatViewModel.Intent> intend) {
    /// Lets messages disappear from now on; zero lets them stay.
    void setTimer(Duration after) {
        AccountId person = with.get();
        intend.accept(() -> client.setTimer(person, after));
    }

    /// The person read the notice about the changed key and goes on.
    void acceptKeyChange() {
        AccountId person = with.get();
        intend.accept(() -> client.acceptKeyChange(person));
    }

    /// Takes the conversation off the record, or back on it.
    void switchRecord() {
        AccountId person = with.get();
        boolean on = !partner.isOffTheRecord();
        intend.accept(() -> client.setOffTheRecord(person, on));
    }

    /// Hears who asked to be heard.
    void accept() {
        client.chats().accept(with.get());
    }

    void block(boolean on) {
        client.chats().block(with.get(), on);
    }

    /// Removes the conversation from this device; a request is turned away with it.
    void deleteAll() {
        client.chats().delete(with.get());
    }
}
