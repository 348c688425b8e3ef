package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import java.util.List;
import java.util.function.Consumer;

/// Carries out what is asked of messages: some of it by the client, some of it in the composer and the list.
///
/// @param intend does something that may fail, away from the window's thread
/// @param answer puts a message above the composer
/// @param change puts a message into the composer
/// @param pass asks to whom a message goes
/// @param selection of several messages
/// @param go shows the message that was answered
record MessageActs(
        Client client,
        Consumer<ChatViewModel.Intent> intend,
        Consumer<Message> answer,
        Consumer<Message> change,
        Consumer<Message> pass,
        Selection selection,
        Consumer<Said.Quote> go)
        implements MessageActions {
    @Override
    public void resend(MessageId id) {
        intend.accept(() -> client.resend(id));
    }

    @Override
    public void delete(MessageId id) {
        intend.accept(() -> client.delete(id));
    }

    @Override
    public void reply(Message message) {
        answer.accept(message);
    }

    @Override
    public void react(Message message, String emoji) {
        intend.accept(() -> client.react(message, emoji));
    }

    @Override
    public void edit(Message message) {
        change.accept(message);
    }

    @Override
    public void forward(Message message) {
        pass.accept(message);
    }

    @Override
    public void takeBack(Message message) {
        intend.accept(() -> client.takeBack(List.of(message)));
    }

    @Override
    public void jump(Said.Quote to) {
        go.accept(to);
    }
}
