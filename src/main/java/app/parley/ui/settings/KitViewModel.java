package app.parley.ui.settings;

import app.parley.client.Me;
import app.parley.client.RecoveryKit;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The words of the recovery kit, and ways to keep them.
public final class KitViewModel {
    private static final int COLUMNS = 4;

    private final RecoveryKit kit;
    private final Optional<Me> me;
    private final Work work;
    private final Texts texts;
    private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");

    public KitViewModel(RecoveryKit kit, Optional<Me> me, Work work, Wording wording) {
        this.kit = kit;
        this.me = me;
        this.work = work;
        this.texts = wording.texts();
    }

    List<String> words() {
        return kit.words();
    }

    /// The whole kit as a text: whose it is, the words with their numbers, what they are for.
    public String text() {
        StringBuilder text = new StringBuilder(texts.get("kit.title")).append('\n');
        me.ifPresent(owner -> text.append(
                        texts.get("kit.owner", owner.name(), owner.phone().international()))
                .append('\n'));
        text.append('\n');
        for (int i = 0; i < kit.words().size(); i++) {
            boolean last = i % COLUMNS == COLUMNS - 1;
            text.append("%2d. %-10s".formatted(i + 1, kit.words().get(i))).append(last ? "\n" : " ");
        }
        return text.append('\n').append(texts.get("kit.words")).append('\n').toString();
    }

    /// Writes the kit to a file that only its owner may read, where the system knows such rights.
    public void save(Path file) {
        String text = text();
        work.read(
                () -> {
                    write(file, text);
                    return file;
                },
                written -> say("kit.saved"),
                failed -> say("kit.not-saved"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
                file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /// @param key of what is to be said
    void say(String key) {
        done.set(texts.get(key));
    }

    Texts texts() {
        return texts;
    }

    /// What was done last.
    public ReadOnlyStringProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    public String getDone() {
        return done.get();
    }
}
