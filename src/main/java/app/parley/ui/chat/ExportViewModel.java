package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Exported;
import app.parley.protocol.AccountId;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.service.Live;
import java.nio.file.Path;
import java.time.LocalDate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// Exporting one conversation.
public final class ExportViewModel {
    /// Exports of one person on one day that get a folder each.
    private static final int MOST_A_DAY = 99;

    private static final int LONGEST_NAME = 60;

    private final AccountId person;
    private final Client client;
    private final Work work;
    private final Wording wording;
    private final Texts texts;
    private final String name;
    private final BooleanProperty phones = new SimpleBooleanProperty(false);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    public ExportViewModel(AccountId person, Live live, Work work, Wording wording) {
        this.person = person;
        this.client = live.client();
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        this.name = live.person(person).map(wording::name).orElse("");
    }

    /// Writes a folder of its own into `parent`.
    public void export(Path parent) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        problem.set("");
        boolean numbers = phones.get();
        LocalDate today = wording.times().day(wording.times().now());
        work.read(() -> write(parent, today, numbers), this::told, failed -> {
            busy.set(false);
            problem.set(wording.failure(failed));
        });
    }

    private Exported write(Path parent, LocalDate today, boolean numbers) throws ClientException {
        Exported exported = client.export(person, parent.resolve(folder(today, 1)), numbers);
        for (int again = 2; exported instanceof Exported.AlreadyThere && again <= MOST_A_DAY; again++) {
            exported = client.export(person, parent.resolve(folder(today, again)), numbers);
        }
        return exported;
    }

    private String folder(LocalDate today, int time) {
        String plain = name.replaceAll("[^\\p{L}\\p{M}\\p{N} _-]", "").strip();
        int letters = Math.min(LONGEST_NAME, plain.codePointCount(0, plain.length()));
        String shortened =
                plain.substring(0, plain.offsetByCodePoints(0, letters)).strip();
        return texts.get(
                time == 1 ? "export.folder" : "export.folder.again",
                shortened,
                today.toString(),
                Integer.toString(time));
    }

    private void told(Exported exported) {
        busy.set(false);
        switch (exported) {
            case Exported.Written(Path folder, int messages, int signed, int leftOut) -> {
                Object[] facts = {messages, signed, folder.toString(), leftOut};
                words.set(texts.get("export.done", facts));
                done.set(true);
            }
            case Exported.AlreadyThere(Path folder) -> problem.set(texts.get("export.there", folder.toString()));
            case Exported.Nothing nothing -> problem.set(texts.get("export.nothing"));
            case Exported.NotWritten(Path folder) -> problem.set(texts.get("export.not-written", folder.toString()));
        }
    }

    String chooseTitle() {
        return texts.get("export.choose.title");
    }

    String title() {
        return texts.get("export.title", name);
    }

    /// What will be in the files.
    String contents() {
        return texts.get("export.contents", name);
    }

    public BooleanProperty phonesProperty() {
        return phones;
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public boolean isBusy() {
        return busy.get();
    }

    /// Whether both files are written.
    public ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    public boolean isDone() {
        return done.get();
    }

    /// What was written, and where.
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }
}
