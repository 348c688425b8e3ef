package app.parley.app;

import app.parley.client.Link;
import app.parley.client.Person;
import java.time.Duration;
import java.util.List;

/// `client people`: the people as the relay knows them now, or as they were known last.
///
/// @param report told when the relay cannot be reached
record Roster(LiveClient live, Report report) {
    /// The relay sends the list right after the connection came about; after this much silence it
    /// is complete.
    private static final Duration QUIET = Duration.ofMillis(700);

    private static final Duration MOST = Duration.ofSeconds(5);

    List<Person> fresh() throws Failure {
        live.connect();
        if (live.settledLink(Deadline.in(LiveClient.REACH)) instanceof Link.Connected) {
            Deadline end = Deadline.in(MOST);
            while (live.next(Deadline.in(QUIET).orSooner(end)).isPresent() && !end.passed()) {
                continue;
            }
        } else {
            report.remark("The relay cannot be reached: this is how it was last.");
        }
        return live.people().values().stream()
                .filter(Person::member)
                .sorted(ClientCommand.byName())
                .toList();
    }
}
