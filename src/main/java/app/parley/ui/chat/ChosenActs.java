package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.client.Message;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Carries out what is asked of several messages at once, and of those that are passed on.
final class ChosenActs {
    private final Client client;
    private final Consumer<ChatViewModel.Intent> intend;
    private final Selection selection = new Selection();
    /// The messages that somebody is to be picked for.
    private final ReadOnlyObjectWrapper<List<Message>> forwarding = new ReadOnlyObjectWrapper<>(List.of());

    /// @param intend does something that may fail, away from the window's thread
    ChosenActs(Client client, Consumer<ChatViewModel.Intent> intend) {
        this.client = client;
        this.intend = intend;
    }

    Selection selection() {
        return selection;
    }

    private List<Message> taken() {
        List<Message> chosen = selection.messages();
        selection.clear();
        return chosen;
    }

    /// Passes one message on.
    void forward(Message message) {
        forwarding.set(List.of(message));
    }

    /// Passes the chosen ones on.
    void forward() {
        forwarding.set(taken());
    }

    /// Removes the chosen ones from this device.
    void delete() {
        taken().forEach(message -> intend.accept(() -> client.delete(message.id())));
    }

    /// Takes the chosen ones back, on both ends.
    void takeBack() {
        List<Message> chosen = taken();
        intend.accept(() -> client.takeBack(chosen));
    }

    /// The messages that the person wants to forward, until [#forwardingAsked]; else none.
    ReadOnlyObjectProperty<List<Message>> forwardingProperty() {
        return forwarding.getReadOnlyProperty();
    }

    /// The view asks to whom.
    void forwardingAsked() {
        forwarding.set(List.of());
    }
}
