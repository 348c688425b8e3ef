package app.parley.client.export;

import app.parley.client.export.Export.Entry;
import app.parley.client.export.Export.Party;
import app.parley.client.session.Identities;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Content;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes an [Export] of what a profile has stored.
public final class Gathering {
    private final AccountId me;
    /// By conversation id: who else is in it.
    private final Map<Octets, AccountId> others = new HashMap<>();
    private final Map<Octets, Gathered> byId = new LinkedHashMap<>();
    private final List<Gathered> rows = new ArrayList<>();
    private int leftOut;

    private record Gathered(Entry entry, Content content) {}

    /// @param known accounts that may be the other side
    public Gathering(AccountId me, Iterable<AccountId> known) {
        this.me = me;
        known.forEach(other -> others.put(Identities.conversation(me, other), other));
    }

    /// Adds a stored content; rows come in the order of the conversation.
    ///
    /// @param mine whether it was sent from here
    public void add(boolean mine, byte[] encoded) {
        Optional<Gathered> found = read(mine, encoded);
        found.ifPresentOrElse(
                gathered -> {
                    rows.add(gathered);
                    byId.putIfAbsent(gathered.content().id(), gathered);
                },
                () -> leftOut++);
    }

    private Optional<Gathered> read(boolean mine, byte[] encoded) {
        try {
            Content content = Content.decode(encoded);
            return Optional.ofNullable(others.get(content.conversation()))
                    .flatMap(other -> Entry.of(content, mine ? me : other, mine ? other : me))
                    .map(entry -> new Gathered(entry, content));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /// Rows that could not be taken: with a key that is not known any more.
    public int leftOut() {
        return leftOut;
    }

    /// The accounts that wrote or were written to, apart from the own one.
    public Set<AccountId> partners() {
        Set<AccountId> found = new HashSet<>();
        rows.forEach(row -> found.add(
                row.entry().from().equals(me) ? row.entry().to() : row.entry().from()));
        return found;
    }

    /// @param parties the own account and all [#partners()]
    public Export export(Instant at, List<Party> parties) {
        return new Export(at, me, parties, ordered());
    }

    /// The order of the conversation, except that a message comes after those it cites: after a
    /// repair they may have arrived the other way round.
    private List<Entry> ordered() {
        List<Entry> ordered = new ArrayList<>(rows.size());
        Set<Gathered> begun = new HashSet<>();
        Set<Gathered> done = new HashSet<>();
        Deque<Gathered> stack = new ArrayDeque<>();
        for (Gathered row : rows) {
            stack.push(row);
            while (!stack.isEmpty()) {
                Gathered top = stack.element();
                if (begun.add(top)) {
                    cited(top).filter(parent -> !begun.contains(parent)).forEach(stack::push);
                } else {
                    stack.remove();
                    if (done.add(top)) {
                        ordered.add(top.entry());
                    }
                }
            }
        }
        return ordered;
    }

    private Stream<Gathered> cited(Gathered row) {
        return row.content().parents().reversed().stream().flatMap(id -> Optional.ofNullable(byId.get(id)).stream());
    }
}
