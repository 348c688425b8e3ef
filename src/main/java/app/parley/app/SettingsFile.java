package app.parley.app;

import app.parley.ui.Language;
import app.parley.ui.UiSettings;
import app.parley.ui.WindowMemory;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one person chose and where their window was: a small JSON file, replaced as a whole.
///
/// A file that cannot be understood is kept under another name, never overwritten; a known name
/// with `null` is such a file. Names that this version does not know are kept as they are, with
/// whatever is in them (`null` too), for a newer one. Thread-safe; changes are written by a thread
/// of their own.
final class SettingsFile implements UiSettings, WindowMemory, AutoCloseable {
    /// The port offered for hosting until another one was used.
    static final int USUAL_PORT = 7300;

    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();
    /// Coordinates beyond this are no screen's.
    private static final double FAR = 1_000_000;

    private final Path file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("settings").daemon().factory());
    private final Optional<Path> damaged;
    private JsonObject all;

    private SettingsFile(Path file, JsonObject all, Optional<Path> damaged) {
        this.file = file;
        this.all = all;
        this.damaged = damaged;
    }

    /// Reads the settings; none at all are the usual ones.
    static SettingsFile open(DataFolder folder, InstantSource clock) throws IOException {
        PrivateFile.makeFolder(folder.root());
        Path file = folder.settings();
        try {
            JsonObject all = StrictJson.object(Files.readString(file));
            check(all);
            return new SettingsFile(file, all, Optional.empty());
        } catch (NoSuchFileException e) {
            return new SettingsFile(file, new JsonObject(), Optional.empty());
        } catch (JsonParseException | CharacterCodingException e) {
            Path aside = file.resolveSibling(
                    file.getFileName() + ".damaged-" + clock.instant().getEpochSecond());
            Files.move(file, aside);
            return new SettingsFile(file, new JsonObject(), Optional.of(aside));
        }
    }

    /// Where the old file is now if it could not be understood.
    Optional<Path> damaged() {
        return damaged;
    }

    /// Reads every known value once, so that a wrong one is found here and not while a window
    /// opens.
    private static void check(JsonObject all) {
        appearance(all);
        language(all);
        zoom(all);
        lockAfter(all);
        notices(all);
        closing(all);
        recent(all);
        placement(all);
        hosting(all);
        port(all);
    }

    private static Appearance appearance(JsonObject all) {
        return StrictJson.text(all, "appearance")
                .map(word -> switch (word) {
                    case "system" -> Appearance.SYSTEM;
                    case "light" -> Appearance.LIGHT;
                    case "dark" -> Appearance.DARK;
                    case "contrast" -> Appearance.CONTRAST;
                    default -> throw new JsonParseException("no such appearance");
                })
                .orElse(Appearance.SYSTEM);
    }

    private static Language language(JsonObject all) {
        return StrictJson.text(all, "language")
                .map(tag -> Arrays.stream(Language.values())
                        .filter(language -> language.tag().equals(tag))
                        .findFirst()
                        .orElseThrow(() -> new JsonParseException("no such language")))
                .orElse(Language.SYSTEM);
    }

    private static int zoom(JsonObject all) {
        return StrictJson.whole(all, "zoom", MIN_ZOOM, MAX_ZOOM).orElse(100);
    }

    private static Optional<Placement> placement(JsonObject all) {
        return StrictJson.inner(all, "window")
                .map(window -> new Placement(
                        coordinate(window, "x", -FAR),
                        coordinate(window, "y", -FAR),
                        coordinate(window, "width", 0),
                        coordinate(window, "height", 0),
                        StrictJson.flag(window, "maximized").orElse(false),
                        coordinate(window, "listWidth", 0)));
    }

    private static double coordinate(JsonObject window, String name, double least) {
        return StrictJson.number(window, name, least, FAR)
                .orElseThrow(() -> new JsonParseException("the window has no " + name));
    }

    private static int lockAfter(JsonObject all) {
        return StrictJson.whole(all, "lockAfter", 0, 60)
                .map(minutes -> {
                    if (!LOCK_CHOICES.contains(minutes)) {
                        throw new JsonParseException("no such time to lock after");
                    }
                    return minutes;
                })
                .orElse(0);
    }

    private static Notices notices(JsonObject all) {
        return StrictJson.text(all, "notices")
                .map(word -> switch (word) {
                    case "name-and-text" -> Notices.NAME_AND_TEXT;
                    case "name" -> Notices.NAME;
                    case "neither" -> Notices.NEITHER;
                    case "off" -> Notices.OFF;
                    default -> throw new JsonParseException("no such notices");
                })
                .orElse(Notices.NAME_AND_TEXT);
    }

    private static Closing closing(JsonObject all) {
        return StrictJson.text(all, "closing")
                .map(word -> switch (word) {
                    case "ask" -> Closing.ASK;
                    case "stay" -> Closing.STAY;
                    case "quit" -> Closing.QUIT;
                    default -> throw new JsonParseException("no such way of closing");
                })
                .orElse(Closing.ASK);
    }

    private static List<String> recent(JsonObject all) {
        if (!all.has("recentEmoji")) {
            return List.of();
        }
        return StrictJson.array(all, "recentEmoji").asList().stream()
                .map(one -> {
                    if (!one.isJsonPrimitive() || !one.getAsJsonPrimitive().isString()) {
                        throw new JsonParseException("no emoji");
                    }
                    return one.getAsString();
                })
                .limit(MAX_RECENT)
                .toList();
    }

    private static boolean hosting(JsonObject all) {
        return StrictJson.flag(all, "hosting").orElse(false);
    }

    private static int port(JsonObject all) {
        return StrictJson.whole(all, "port", 1, 65535).orElse(USUAL_PORT);
    }

    @Override
    public synchronized Appearance appearance() {
        return appearance(all);
    }

    @Override
    public synchronized void setAppearance(Appearance appearance) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("appearance", appearance.name().toLowerCase(Locale.ROOT));
        keep(changed);
    }

    @Override
    public synchronized Language language() {
        return language(all);
    }

    @Override
    public synchronized void setLanguage(Language language) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("language", language.tag());
        keep(changed);
    }

    @Override
    public synchronized int zoom() {
        return zoom(all);
    }

    @Override
    public synchronized void setZoom(int percent) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("zoom", Math.clamp(percent, MIN_ZOOM, MAX_ZOOM));
        keep(changed);
    }

    @Override
    public synchronized int lockAfter() {
        return lockAfter(all);
    }

    @Override
    public synchronized void setLockAfter(int minutes) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("lockAfter", minutes);
        keep(changed);
    }

    @Override
    public synchronized Notices notices() {
        return notices(all);
    }

    @Override
    public synchronized void setNotices(Notices notices) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("notices", notices.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        keep(changed);
    }

    @Override
    public synchronized Closing closing() {
        return closing(all);
    }

    @Override
    public synchronized void setClosing(Closing closing) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("closing", closing.name().toLowerCase(Locale.ROOT));
        keep(changed);
    }

    @Override
    public synchronized List<String> recentEmoji() {
        return recent(all);
    }

    @Override
    public synchronized void setRecentEmoji(List<String> recent) {
        JsonObject changed = all.deepCopy();
        JsonArray list = new JsonArray();
        recent.stream().limit(MAX_RECENT).forEach(list::add);
        changed.add("recentEmoji", list);
        keep(changed);
    }

    @Override
    public synchronized Optional<Placement> placement() {
        return placement(all);
    }

    @Override
    public synchronized void remember(Placement placement) {
        JsonObject changed = all.deepCopy();
        JsonObject window = StrictJson.inner(changed, "window").orElseGet(JsonObject::new);
        window.addProperty("x", within(placement.x(), -FAR));
        window.addProperty("y", within(placement.y(), -FAR));
        window.addProperty("width", within(placement.width(), 0));
        window.addProperty("height", within(placement.height(), 0));
        window.addProperty("maximized", placement.maximized());
        window.addProperty("listWidth", within(placement.listWidth(), 0));
        changed.add("window", window);
        keep(changed);
    }

    /// A window that was never shown has no place: not a number, which JSON cannot say.
    private static double within(double coordinate, double least) {
        return Double.isNaN(coordinate) ? 0 : Math.clamp(coordinate, least, FAR);
    }

    /// Whether this person hosts, so that hosting goes on at the next start.
    synchronized boolean hosting() {
        return hosting(all);
    }

    /// The port used last, or the usual one.
    synchronized int port() {
        return port(all);
    }

    synchronized void setHosting(boolean on, int port) {
        JsonObject changed = all.deepCopy();
        changed.addProperty("hosting", on);
        changed.addProperty("port", port);
        keep(changed);
    }

    private void keep(JsonObject changed) {
        if (!changed.equals(all)) {
            all = changed;
            writer.execute(this::write);
        }
    }

    private void write() {
        String text;
        synchronized (this) {
            text = GSON.toJson(all) + "\n";
        }
        try {
            PrivateFile.write(file, text);
        } catch (IOException e) {
            LOG.warn("Settings could not be saved; they hold until Parley ends: {}", e.getMessage());
        }
    }

    /// Waits until what changed is written.
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Settings could not be saved in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
