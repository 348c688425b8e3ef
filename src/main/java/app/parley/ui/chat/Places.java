package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.client.Message;
import app.parley.client.Said;
import app.parley.protocol.AccountId;
import app.parley.ui.Work;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// Which part of a conversation is loaded and where in it the person is: it grows at both ends while they read,
/// moves when they are led to a message, and leads back to where they were.
final class Places {
    private static final int PAGE = 60;
    private static final int HALF = 40;
    private static final long END = Long.MAX_VALUE;

    private final Supplier<AccountId> with;
    private final Client client;
    private final Work work;
    private final Timeline timeline;
    private final Highlights highlights;
    private final Consumer<Exception> failed;
    private final BooleanProperty atEnd = new SimpleBooleanProperty(true);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper wantedRow = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyBooleanWrapper away = new ReadOnlyBooleanWrapper();
    private Optional<Long> cameFrom = Optional.empty();
    private long reading = END;
    private boolean loading;
    /// Rises with every move; what was asked for before one does not fit any more.
    private int move;

    /// @param failed told what could not be loaded
    Places(
            Supplier<AccountId> with,
            Client client,
            Work work,
            Timeline timeline,
            Highlights highlights,
            Consumer<Exception> failed) {
        this.with = with;
        this.client = client;
        this.work = work;
        this.timeline = timeline;
        this.highlights = highlights;
        this.failed = failed;
        atEnd.addListener((property, before, now) -> {
            if (now) {
                cameFrom(Optional.empty());
            }
        });
    }

    private void cameFrom(Optional<Long> order) {
        cameFrom = order;
        away.set(order.isPresent());
    }

    private record Part(List<Message> messages, boolean toTheBeginning, boolean toTheEnd) {}

    private interface Question {
        Part ask(Client client, AccountId with);
    }

    private void load(Question question, Consumer<Part> arrived) {
        loading = true;
        int mine = move;
        AccountId id = with.get();
        work.read(
                () -> question.ask(client, id),
                part -> {
                    if (mine == move) {
                        loading = false;
                        arrived.accept(part);
                    }
                },
                problem -> {
                    if (mine == move) {
                        loading = false;
                        failed.accept(problem);
                    }
                });
    }

    private static Question older(long before, int limit) {
        return (client, with) -> {
            List<Message> page = client.history(with, before, limit);
            return new Part(page, page.size() < limit, before == END);
        };
    }

    /// Loads the newest `limit` messages.
    void open(int limit) {
        if (!loading) {
            load(older(END, limit), part -> {
                timeline.older(part.messages(), part.toTheBeginning());
                loaded.set(true);
            });
        }
    }

    /// Loads the page above the oldest row; does nothing while one is being loaded or when there is none.
    void loadOlder() {
        if (!timeline.toTheBeginning() && loaded.get() && !loading) {
            load(older(timeline.oldest(), PAGE), part -> timeline.older(part.messages(), part.toTheBeginning()));
        }
    }

    /// The same below the newest row that is loaded.
    void loadNewer() {
        if (!timeline.toTheEnd() && loaded.get() && !loading) {
            long after = timeline.newest();
            load(
                    (client, with) -> {
                        List<Message> page = client.historyAfter(with, after, PAGE);
                        return new Part(page, false, page.size() < PAGE);
                    },
                    part -> timeline.newer(part.messages(), part.toTheEnd()));
        }
    }

    /// Leads to a message and points at it; to the one before it if it is not there any more.
    void jump(long order) {
        if (loaded.get() && cameFrom.isEmpty()) {
            cameFrom(Optional.of(atEnd.get() ? END : reading));
        }
        go(order, true);
    }

    /// The same for a message that another one answers, wherever it lies.
    ///
    /// @param gone told if it is not here any more
    void jump(Said.Quote answered, Runnable gone) {
        Optional<Integer> row = timeline.rowOf(answered);
        if (row.isPresent() && timeline.rows().get(row.get()) instanceof ChatRow.Bubble bubble) {
            jump(bubble.order());
            return;
        }
        int mine = move;
        AccountId id = with.get();
        work.read(
                () -> client.placeOf(id, answered),
                place -> {
                    if (mine == move) {
                        place.ifPresentOrElse(this::jump, gone);
                    }
                },
                failed);
    }

    /// Whether somebody was led away from where they were.
    ReadOnlyBooleanProperty awayProperty() {
        return away.getReadOnlyProperty();
    }

    /// Back to where the person was before they were led away; does nothing if they were not.
    void comeBack() {
        Optional<Long> back = cameFrom;
        cameFrom(Optional.empty());
        back.ifPresent(order -> {
            if (order == END) {
                toTheEnd();
            } else {
                go(order, false);
            }
        });
    }

    private void go(long order, boolean point) {
        move++;
        loading = false;
        if (timeline.has(order)) {
            show(order, point);
            return;
        }
        load(
                (client, with) -> {
                    List<Message> before = client.history(with, order + 1, HALF);
                    List<Message> after = client.historyAfter(with, order, HALF);
                    List<Message> all =
                            Stream.concat(before.stream(), after.stream()).toList();
                    return new Part(all, before.size() < HALF, after.size() < HALF);
                },
                part -> {
                    timeline.become(part.messages(), part.toTheBeginning(), part.toTheEnd());
                    loaded.set(true);
                    show(order, point);
                });
    }

    private void show(long order, boolean point) {
        want(timeline.rowAt(order));
        if (point) {
            highlights.pointedProperty().set(Optional.of(order));
        }
    }

    /// Brings a row into view, if there is one.
    void want(Optional<Integer> row) {
        wantedRow.set(-1);
        row.ifPresent(wantedRow::set);
    }

    /// To the newest message.
    void toTheEnd() {
        if (timeline.toTheEnd()) {
            atEnd.set(false);
            atEnd.set(true);
            return;
        }
        move++;
        load(older(END, PAGE), part -> {
            timeline.become(part.messages(), part.toTheBeginning(), true);
            atEnd.set(false);
            atEnd.set(true);
        });
    }

    /// The view says which message is the lowest on screen.
    void reading(long order) {
        reading = order;
    }

    /// Whether the newest message is on screen; set by the view.
    BooleanProperty atEndProperty() {
        return atEnd;
    }

    /// Whether something is there.
    ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    /// The row to bring into view, or -1.
    ReadOnlyIntegerProperty wantedRowProperty() {
        return wantedRow.getReadOnlyProperty();
    }
}
