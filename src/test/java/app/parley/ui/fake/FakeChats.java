package app.parley.ui.fake;

import app.parley.client.Chats;
import app.parley.client.ClientEvent;
import app.parley.client.Marks;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Keeps marks and standings in memory, and tells as the real one does.
public final class FakeChats implements Chats {
    private final FakeClient client;
    public final Map<AccountId, Marks> marks = new HashMap<>();

    FakeChats(FakeClient client) {
        this.client = client;
    }

    Marks of(AccountId with) {
        return marks.getOrDefault(with, Marks.NONE);
    }

    @Override
    public void mark(AccountId with, UnaryOperator<Marks> change) {
        marks.put(with, change.apply(of(with)));
        client.publish(new ClientEvent.ConversationChanged(client.conversation(with)));
    }

    @Override
    public void accept(AccountId person) {
        client.asked.add("accept");
        stand(person, Person.Standing.KNOWN);
    }

    @Override
    public void block(AccountId person, boolean on) {
        client.asked.add("block " + on);
        stand(person, on ? Person.Standing.BLOCKED : Person.Standing.KNOWN);
    }

    private void stand(AccountId id, Person.Standing standing) {
        client.put(Samples.standing(client.people.get(id), standing));
    }

    @Override
    public void delete(AccountId with) {
        client.asked.add("delete all");
        List<Message> all =
                List.copyOf(client.messages.getOrDefault(with, new TreeMap<>()).values());
        client.messages.remove(with);
        marks.remove(with);
        all.forEach(row -> client.publish(new ClientEvent.MessageDeleted(with, row.id())));
        client.publish(new ClientEvent.ConversationChanged(client.conversation(with)));
    }
}
