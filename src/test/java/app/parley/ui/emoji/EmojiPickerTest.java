package app.parley.ui.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.UiSettings;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.emoji.Emoji.Group;
import app.parley.ui.fake.FakeSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Without a window.
class EmojiPickerTest {
    private final FakeSettings settings = new FakeSettings(Appearance.LIGHT, 100);
    private final Recents recents = new Recents(settings);

    private static Emoji emoji(String text) {
        return EmojiSet.all().find(text).orElseThrow();
    }

    @Test
    void it_opens_at_the_last_used_ones_if_there_are_any() {
        assertEquals(
                Group.SMILEYS, new EmojiPickerViewModel(recents).groupProperty().get());
        recents.used(emoji("🧀"));
        EmojiPickerViewModel model = new EmojiPickerViewModel(recents);
        assertEquals(Group.RECENT, model.groupProperty().get());
        assertEquals(Optional.of(emoji("🧀")), model.current());
    }

    @Test
    void the_last_used_one_is_first_and_only_so_many_are_kept() {
        EmojiSet.all().of(Group.FOOD).forEach(recents::used);
        recents.used(emoji("🧀"));
        recents.used(emoji("👍"));
        recents.used(emoji("🧀"));
        assertEquals(List.of("🧀", "👍"), settings.recent.subList(0, 2));
        assertEquals(UiSettings.MAX_RECENT, settings.recent.size());
        assertEquals(1, settings.recent.stream().filter("🧀"::equals).count());
    }

    @Test
    void typing_searches_and_enter_takes_the_best() {
        EmojiPickerViewModel model = new EmojiPickerViewModel(recents);
        model.queryProperty().set("cheese");
        assertEquals(Optional.of(emoji("🧀")), model.current());
        model.queryProperty().set(":cheese_wedge:");
        assertEquals(Optional.of(emoji("🧀")), model.current());
        model.queryProperty().set("no such thing");
        assertEquals(Optional.empty(), model.current());
        model.move(1);
        assertEquals(List.of(), model.lines());
        model.queryProperty().set("");
        assertTrue(model.lines().size() > 10);
    }

    @Test
    void arrows_walk_the_grid_and_stop_at_its_ends() {
        EmojiPickerViewModel model = new EmojiPickerViewModel(recents);
        model.move(-1);
        assertEquals(0, model.atProperty().get());
        model.move(EmojiPickerViewModel.COLUMNS);
        model.move(1);
        assertEquals(Optional.of(model.lines().get(1).get(1)), model.current());
        model.move(Integer.MAX_VALUE);
        assertEquals(Optional.of(model.lines().getLast().getLast()), model.current());
    }

    @Test
    void another_group_ends_the_search() {
        EmojiPickerViewModel model = new EmojiPickerViewModel(recents);
        model.queryProperty().set("cheese");
        model.groupProperty().set(Group.FLAGS);
        assertEquals("", model.queryProperty().get());
        assertEquals(Group.FLAGS, model.current().orElseThrow().group());
    }

    @Test
    void a_name_that_is_begun_is_completed_but_not_a_time_or_a_link() {
        assertEquals(
                emoji("🧀"), Completion.of("with :chees").orElseThrow().found().getFirst());
        assertEquals(5, Completion.of("with :chees").orElseThrow().start());
        for (String text : List.of("", ":", ":c", "12:30", "http://smile", "a:smile", ":no_such_thing", "::smi")) {
            assertEquals(Optional.empty(), Completion.of(text), text);
        }
    }

    @Test
    void a_whole_name_is_an_emoji_at_once() {
        Completion whole = Completion.whole("so :cheese_wedge:").orElseThrow();
        assertEquals(3, whole.start());
        assertEquals(List.of(emoji("🧀")), whole.found());
        assertEquals(Optional.empty(), Completion.whole(":chees:"));
        assertEquals(Optional.empty(), Completion.whole("10:20:"));
    }
}
