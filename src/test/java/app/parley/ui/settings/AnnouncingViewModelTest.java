package app.parley.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Desktop;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.UiSettings.Closing;
import app.parley.ui.UiSettings.Notices;
import app.parley.ui.fake.FakeDesktop;
import app.parley.ui.fake.FakeSettings;
import app.parley.ui.fake.Now;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AnnouncingViewModelTest {
    private final FakeDesktop desktop = new FakeDesktop();
    private final FakeSettings settings = new FakeSettings(Appearance.LIGHT, 100);
    private final Texts texts = new Texts(Locale.UK);
    private final List<Boolean> trayed = new ArrayList<>();

    private AnnouncingViewModel open(Desktop on) {
        AnnouncingViewModel model = new AnnouncingViewModel(on, settings, new Now(), texts, trayed::add);
        model.open();
        return model;
    }

    @Test
    void what_is_chosen_is_kept_and_done() {
        AnnouncingViewModel model = open(desktop);
        model.noticesProperty().set(Notices.NAME);
        model.stayProperty().set(true);
        model.startProperty().set(true);
        assertEquals(Notices.NAME, settings.notices);
        assertEquals(Closing.STAY, settings.closing);
        assertEquals(List.of(true), trayed);
        assertTrue(desktop.starts);
        model.stayProperty().set(false);
        model.startProperty().set(false);
        assertEquals(Closing.QUIT, settings.closing);
        assertEquals(List.of(true, false), trayed);
        assertFalse(desktop.starts);
    }

    @Test
    void looking_at_the_settings_changes_nothing() {
        desktop.starts = true;
        AnnouncingViewModel model = open(desktop);
        assertTrue(model.startProperty().get());
        assertEquals(Closing.ASK, settings.closing);
        assertEquals(List.of(), trayed);
    }

    @Test
    void a_system_without_such_things_says_so_and_offers_nothing() {
        settings.closing = Closing.STAY;
        AnnouncingViewModel model = open(Desktop.none());
        assertFalse(model.isStayPossible());
        assertFalse(model.isStartPossible());
        assertEquals(texts.get("announcing.notices.none"), model.getNoticesHelp());
        assertEquals(texts.get("announcing.stay.none"), model.getStayHelp());
        assertEquals(texts.get("announcing.start.none"), model.getStartHelp());
    }

    @Test
    void a_tray_that_is_missing_today_does_not_change_what_the_person_chose() {
        settings.closing = Closing.STAY;
        desktop.abilities = new Desktop.Abilities(true, false, true);
        assertFalse(open(desktop).stayProperty().get());
        assertEquals(Closing.STAY, settings.closing);
    }

    @Test
    void a_system_that_refuses_is_said_and_the_switch_goes_back() {
        desktop.refuses = true;
        AnnouncingViewModel model = open(desktop);
        model.startProperty().set(true);
        assertFalse(model.startProperty().get());
        assertEquals(texts.get("announcing.start.failed"), model.getStartHelp());
        desktop.refuses = false;
        model.startProperty().set(true);
        assertTrue(desktop.starts);
        assertEquals(texts.get("announcing.start.help"), model.getStartHelp());
    }
}
