package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;

/// What can be asked of a message that is on screen.
interface MessageActions {
    /// Tries it again: it did not arrive.
    void resend(MessageId id);

    /// Removes it here.
    void delete(MessageId id);

    void reply(Message message);

    /// @param emoji empty takes the reaction back
    void react(Message message, String emoji);

    void edit(Message message);

    void forward(Message message);

    /// Removes it on both ends.
    void takeBack(Message message);

    /// Messages that something is to be done with at once.
    Selection selection();

    /// Shows the message that was answered.
    void jump(Said.Quote to);
}
