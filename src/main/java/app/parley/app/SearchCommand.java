package app.parley.app;

import app.parley.client.Found;
import app.parley.client.Person;
import app.parley.client.Search;
import app.parley.protocol.AccountId;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley client search`.
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Finds messages by their words, newest first. Case and accents make no difference.")
final class SearchCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    private final ClientCommand client;

    @Parameters(paramLabel = "WORDS", description = "Each begins a word of the message; as one argument.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String words;

    @Option(names = "--with", paramLabel = "+…", description = "Only what was said with this person.")
    private Optional<Handle> with = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many; 100 if not given.")
    private int limit;

    SearchCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        Typed.undamaged(words);
        if (Search.of(words).isEmpty() || limit < 1 || limit > MOST) {
            throw Failure.wrongUse("Say what to look for: at least one letter, digit or emoji; the limit is 1 to "
                    + MOST + ". Nothing was searched.");
        }
        try (LiveClient live = client.open()) {
            Optional<AccountId> person = Optional.empty();
            if (with.isPresent()) {
                person = Optional.of(live.knownPerson(with.get()).id());
            }
            Found found = live.client().search(words, person, Long.MAX_VALUE, limit);
            for (Found.Hit hit : found.hits()) {
                tell(hit, live);
            }
            if (!found.complete()) {
                client.report()
                        .tell(
                                Report.event("incomplete"),
                                "Older messages are still being made searchable. Search again in a while.");
            }
        }
        return Failure.OK;
    }

    private void tell(Found.Hit hit, LiveClient live) throws Failure {
        Person person = live.people().get(hit.message().with());
        if (person == null) {
            return;
        }
        HistoryLines lines = new HistoryLines(person);
        JsonObject line = lines.json(hit.message());
        JsonArray matches = new JsonArray();
        for (Search.Span span : hit.spans()) {
            JsonArray match = new JsonArray();
            match.add(span.start());
            match.add(span.end());
            matches.add(match);
        }
        line.add("matches", matches);
        client.report().tell(line, lines.words(hit.message()));
    }
}
