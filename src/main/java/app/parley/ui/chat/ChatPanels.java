package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.ui.Asking;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;

/// What opens over the window for a conversation.
///
/// @param safetyNumber the comparing of safety numbers with this person
/// @param export the exporting of this conversation
/// @param forward asks to whom messages go
/// @param ask has the person think again
/// @param details whether the details stand beside the messages, of whichever conversation
public record ChatPanels(
        Runnable safetyNumber, Runnable export, Consumer<List<Message>> forward, Asking ask, BooleanProperty details) {}
