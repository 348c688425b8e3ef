package app.parley.ui.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuItem;

/// The times after which messages can disappear, as lines of a menu.
final class TimerItems {
    private static final List<Duration> TIMERS = List.of(
            Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(28));

    private TimerItems() {}

    static List<MenuItem> of(ChatViewModel model) {
        List<MenuItem> items = new ArrayList<>();
        items.add(item(model, model.texts().get("chat.timer.off"), Duration.ZERO));
        for (Duration after : TIMERS) {
            items.add(item(model, model.wording().times().span(after), after));
        }
        return items;
    }

    private static MenuItem item(ChatViewModel model, String words, Duration after) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(event -> model.acts().setTimer(after));
        return item;
    }
}
