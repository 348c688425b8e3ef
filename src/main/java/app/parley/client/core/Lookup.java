package app.parley.client.core;

import app.parley.client.Found;
import app.parley.client.Message;
import app.parley.client.Said;
import app.parley.client.Search;
import app.parley.client.history.Messages;
import app.parley.client.history.Words;
import app.parley.protocol.AccountId;
import app.parley.store.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds messages and places in conversations, beside the core's thread.
final class Lookup {
    /// The index says where to look; so many of these places are looked at in one go.
    private static final int CANDIDATES = 200;

    private static final int FEWEST = 20;

    private final Core core;
    private final InstantSource clock;

    Lookup(Core core, InstantSource clock) {
        this.core = core;
        this.clock = clock;
    }

    List<Message> after(AccountId with, long order, int limit) {
        return core.look(sql -> new Messages(sql).pageAfter(with, order, limit));
    }

    Optional<Long> firstSince(AccountId with, Instant time) {
        return core.look(sql -> new Messages(sql).firstSince(with, time));
    }

    Optional<Long> placeOf(AccountId with, Said.Quote answered) {
        return core.look(sql -> new Messages(sql).placeOf(with, answered));
    }

    Found search(String words, Optional<AccountId> with, long before, int limit) {
        Search search = Search.of(words);
        return core.look(sql -> search.isEmpty()
                ? new Found(List.of(), false, new Words(sql).complete())
                : found(sql, search, with, before, limit));
    }

    private Found found(Sql sql, Search search, Optional<AccountId> with, long before, int limit) {
        Words index = new Words(sql);
        List<Found.Hit> hits = new ArrayList<>();
        long down = before;
        boolean more = true;
        while (more && hits.size() < limit) {
            int wanted = Math.clamp(limit - hits.size(), FEWEST, CANDIDATES);
            List<Message> page = index.candidates(search, with, down, clock.instant(), wanted);
            page.forEach(message -> hit(search, with, message).ifPresent(hits::add));
            more = page.size() == wanted;
            down = page.isEmpty() ? down : page.getLast().order();
        }
        boolean beyond = hits.size() > limit;
        return new Found(beyond ? hits.subList(0, limit) : hits, more || beyond, index.complete());
    }

    private static Optional<Found.Hit> hit(Search search, Optional<AccountId> with, Message message) {
        List<Search.Span> spans =
                message.said().map(Said::text).map(search::spans).orElse(List.of());
        boolean there = with.map(message.with()::equals).orElse(true);
        return spans.isEmpty() || !there ? Optional.empty() : Optional.of(new Found.Hit(message, spans));
    }
}
