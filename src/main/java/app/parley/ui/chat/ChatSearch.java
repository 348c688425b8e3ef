package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.client.Found;
import app.parley.client.Search;
import app.parley.protocol.AccountId;
import app.parley.ui.Texts;
import app.parley.ui.Work;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Looking for words in one conversation, from the newest hit up, and going to a day. Of several searches only the
/// last one counts.
public final class ChatSearch {
    private static final int MOST = 500;

    private final Supplier<AccountId> with;
    private final Client client;
    private final Work work;
    private final Texts texts;
    private final Places places;
    private final Highlights highlights;
    private final Consumer<Exception> failed;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final StringProperty words = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper several = new ReadOnlyBooleanWrapper();
    private List<Long> hits = List.of();
    private boolean more;
    private boolean complete = true;
    private int at;
    private int asked;
    private Optional<Long> wanted = Optional.empty();

    ChatSearch(
            Supplier<AccountId> with,
            Client client,
            Work work,
            Texts texts,
            Places places,
            Highlights highlights,
            Consumer<Exception> failed) {
        this.with = with;
        this.client = client;
        this.work = work;
        this.texts = texts;
        this.places = places;
        this.highlights = highlights;
        this.failed = failed;
        words.addListener((property, before, now) -> look(now));
    }

    /// Shows the bar.
    public void open() {
        open.set(true);
    }

    /// Shows the bar with what was looked for elsewhere, at the hit that was picked there.
    void openAt(String typed, long order) {
        wanted = Optional.of(order);
        open.set(true);
        if (words.get().equals(typed)) {
            look(typed);
        } else {
            words.set(typed);
        }
    }

    private void look(String typed) {
        asked++;
        Search search = Search.of(typed);
        highlights.searchProperty().set(search);
        if (search.isEmpty()) {
            hits = List.of();
            place.set("");
            several.set(false);
            return;
        }
        int mine = asked;
        AccountId id = with.get();
        work.read(
                () -> client.search(typed, Optional.of(id), Long.MAX_VALUE, MOST), found -> found(mine, found), failed);
    }

    private void found(int question, Found found) {
        if (question != asked || !open.get()) {
            return;
        }
        hits = found.hits().stream().map(hit -> hit.message().order()).toList();
        more = found.more();
        complete = found.complete();
        several.set(hits.size() > 1);
        int picked = wanted.map(hits::indexOf).orElse(0);
        Optional<Long> elsewhere = picked < 0 ? wanted : Optional.empty();
        wanted = Optional.empty();
        at = Math.max(0, picked);
        if (elsewhere.isPresent()) {
            places.jump(elsewhere.get());
            say();
        } else {
            show();
        }
    }

    private void show() {
        if (!hits.isEmpty()) {
            places.jump(hits.get(at));
        }
        say();
    }

    private void say() {
        if (hits.isEmpty()) {
            place.set(texts.get(complete ? "chat.search.nothing" : "chat.search.nothing-yet"));
        } else {
            place.set(texts.get("chat.search.place", at + 1, hits.size(), more ? 1 : 0));
        }
    }

    /// The next hit further up, round and round.
    public void older() {
        step(1);
    }

    /// The next hit further down.
    public void newer() {
        step(-1);
    }

    private void step(int by) {
        if (!hits.isEmpty()) {
            at = Math.floorMod(at + by, hits.size());
            show();
        }
    }

    /// Goes to the first message of a day or, if nobody wrote on it, the next one after it.
    public void goTo(LocalDate day, ZoneId zone) {
        Instant start = day.atStartOfDay(zone).toInstant();
        AccountId id = with.get();
        work.read(
                () -> client.firstSince(id, start),
                order -> order.ifPresentOrElse(places::jump, places::toTheEnd),
                failed);
    }

    /// Puts the bar away and goes back to where the person was.
    public void close() {
        leave();
        places.comeBack();
    }

    /// Puts the bar away and stays at what was found.
    void leave() {
        asked++;
        open.set(false);
        words.set("");
    }

    /// Whether the bar is shown.
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    public boolean isOpen() {
        return open.get();
    }

    /// What is typed.
    public StringProperty wordsProperty() {
        return words;
    }

    /// `3 of 17`, or that there is nothing; empty text before anything was typed.
    public ReadOnlyStringProperty placeProperty() {
        return place.getReadOnlyProperty();
    }

    public String getPlace() {
        return place.get();
    }

    /// Whether there is more than one hit to go through.
    public ReadOnlyBooleanProperty severalProperty() {
        return several.getReadOnlyProperty();
    }

    public boolean isSeveral() {
        return several.get();
    }
}
