package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.client.Said;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// The messages that something is to be done with at once. It is there while at least one is
/// chosen.
public final class Selection {
    private final TreeMap<Long, Message> chosen = new TreeMap<>();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper allMine = new ReadOnlyBooleanWrapper();

    /// Takes a message in, or out.
    public void turn(Message message) {
        if (chosen.remove(message.order()) == null && message.said().isPresent()) {
            chosen.put(message.order(), message);
        }
        tell();
    }

    /// A message says something else now, or nothing any more.
    void changed(Message now) {
        if (chosen.containsKey(now.order())) {
            chosen.remove(now.order());
            turn(now);
        }
    }

    /// Messages that are not here any more.
    void keepOnly(Predicate<Message> there) {
        if (chosen.values().removeIf(there.negate())) {
            tell();
        }
    }

    public void clear() {
        chosen.clear();
        tell();
    }

    private void tell() {
        allMine.set(chosen.values().stream().allMatch(message -> message.body() instanceof Message.Sent));
        active.set(!chosen.isEmpty());
        count.set(chosen.size());
    }

    boolean has(Message message) {
        return chosen.containsKey(message.order());
    }

    /// In the order of the conversation.
    public List<Message> messages() {
        return List.copyOf(chosen.values());
    }

    /// All that they say, one below the other.
    String words() {
        return chosen.values().stream()
                .map(Message::said)
                .flatMap(Optional::stream)
                .map(Said::text)
                .collect(Collectors.joining("\n"));
    }

    public ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty activeProperty() {
        return active.getReadOnlyProperty();
    }

    public boolean isActive() {
        return active.get();
    }

    /// Whether this person wrote all of them: only then they can be taken back.
    public ReadOnlyBooleanProperty allMineProperty() {
        return allMine.getReadOnlyProperty();
    }

    public boolean isAllMine() {
        return allMine.get();
    }
}
