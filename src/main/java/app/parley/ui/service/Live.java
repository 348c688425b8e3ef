package app.parley.ui.service;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.Conversation;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.ui.FxBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/// The client's state as properties, kept up to date on the JavaFX thread. Views read it; only
/// the client changes it.
public final class Live implements AutoCloseable {
    private final Client client;
    private final Client.Subscription subscription;
    private final Map<AccountId, String> kept;
    private final ReadOnlyObjectWrapper<Link> link = new ReadOnlyObjectWrapper<>(new Link.None());
    private final ReadOnlyObjectWrapper<Optional<Me>> me = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableMap<AccountId, Person> people = FXCollections.observableHashMap();
    private final ObservableMap<AccountId, Conversation> conversations = FXCollections.observableHashMap();
    private final ObservableMap<AccountId, String> drafts = FXCollections.observableHashMap();
    private final ObservableList<ClientEvent> warnings = FXCollections.observableArrayList();
    private final List<Consumer<ClientEvent>> listeners = new ArrayList<>();
    private final List<ClientEvent> early = new ArrayList<>();
    private boolean begun;

    private Live(Client client, Executor fx) {
        this.client = client;
        this.subscription = client.subscribe(new FxBridge<>(this::take, fx));
        this.kept = client.drafts();
    }

    /// Subscribes. May be called on any thread; [#begin] follows on the JavaFX thread.
    public static Live of(Client client, Executor fx) {
        return new Live(client, fx);
    }

    /// Takes over the snapshot and what happened since.
    public void begin() {
        Client.Snapshot now = subscription.snapshot();
        link.set(now.link());
        me.set(now.me());
        now.people().forEach(person -> people.put(person.id(), person));
        now.conversations().forEach(conversation -> conversations.put(conversation.with(), conversation));
        drafts.putAll(kept);
        begun = true;
        List<ClientEvent> missed = List.copyOf(early);
        early.clear();
        take(missed);
    }

    private void take(List<ClientEvent> batch) {
        if (!begun) {
            early.addAll(batch);
            return;
        }
        for (ClientEvent event : batch) {
            apply(event);
            List.copyOf(listeners).forEach(listener -> listener.accept(event));
        }
    }

    private void apply(ClientEvent event) {
        switch (event) {
            case ClientEvent.SignedIn in -> me.set(Optional.of(in.me()));
            case ClientEvent.LinkChanged changed -> link.set(changed.link());
            case ClientEvent.PersonChanged changed ->
                people.put(changed.person().id(), changed.person());
            case ClientEvent.PersonReplaced replaced -> replace(replaced);
            case ClientEvent.ConversationChanged changed ->
                conversations.put(changed.conversation().with(), changed.conversation());
            case ClientEvent.MessageAdded added -> {}
            case ClientEvent.MessageChanged changed -> {}
            case ClientEvent.MessageDeleted deleted -> {}
            case ClientEvent.Typing typing -> {}
            case ClientEvent.ClockOff off -> warn(off);
            case ClientEvent.NumberClaimed claimed -> warn(claimed);
            case ClientEvent.StateRolledBack back -> warn(back);
            case ClientEvent.StorageTrouble trouble -> warn(trouble);
        }
    }

    private void replace(ClientEvent.PersonReplaced replaced) {
        AccountId now = replaced.now().id();
        people.remove(replaced.before());
        people.put(now, replaced.now());
        Conversation old = conversations.remove(replaced.before());
        if (old != null) {
            conversations.putIfAbsent(now, old.of(now));
        }
        String draft = drafts.remove(replaced.before());
        if (draft != null) {
            drafts.put(now, draft);
        }
    }

    private void warn(ClientEvent event) {
        warnings.removeIf(old -> old.getClass() == event.getClass());
        warnings.add(event);
    }

    public Client client() {
        return client;
    }

    public ReadOnlyObjectProperty<Link> linkProperty() {
        return link.getReadOnlyProperty();
    }

    public Link link() {
        return link.get();
    }

    public ReadOnlyObjectProperty<Optional<Me>> meProperty() {
        return me.getReadOnlyProperty();
    }

    public Optional<Me> me() {
        return me.get();
    }

    public ObservableMap<AccountId, Person> people() {
        return people;
    }

    /// Somebody, if they are known.
    public Optional<Person> person(AccountId id) {
        return Optional.ofNullable(people.get(id));
    }

    public Optional<Conversation> conversation(AccountId with) {
        return Optional.ofNullable(conversations.get(with));
    }

    public ObservableMap<AccountId, Conversation> conversations() {
        return conversations;
    }

    /// Texts that were typed and not sent, by conversation.
    public ObservableMap<AccountId, String> drafts() {
        return drafts;
    }

    /// `ClockOff`, `NumberClaimed`, `StateRolledBack` and `StorageTrouble`, one of each kind at
    /// most, until removed.
    public ObservableList<ClientEvent> warnings() {
        return warnings;
    }

    /// Every event, after it was applied here. Close the returned handle to stop.
    public Runnable listen(Consumer<ClientEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
