package app.parley.ui.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientException;
import app.parley.client.Exported;
import app.parley.client.Person;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportViewModelTest {
    private static final Path DOCUMENTS = Path.of("Documents");

    private final Bench bench = new Bench();
    private final FakeClient client = Samples.busy();

    private ExportViewModel panel() {
        return new ExportViewModel(Samples.NOA, bench.live(client), bench.work, bench.wording);
    }

    @Test
    void an_export_gets_a_folder_of_its_own_and_no_numbers_unless_asked_for() {
        ExportViewModel panel = panel();
        panel.export(DOCUMENTS);
        assertTrue(client.asked.contains("export Parley Noa Levi 2026-11-19 false"));
        assertTrue(panel.isDone());
        assertTrue(panel.getWords().contains("12 messages"), panel.getWords());
        ExportViewModel again = panel();
        again.phonesProperty().set(true);
        again.export(DOCUMENTS);
        assertTrue(client.asked.contains("export Parley Noa Levi 2026-11-19 true"));
    }

    @Test
    void a_name_cannot_lead_out_of_the_folder() {
        Person noa = client.people.get(Samples.NOA);
        client.put(new Person(
                noa.id(),
                noa.phone(),
                "../../x\\y:*?/\u0000",
                noa.online(),
                noa.lastSeen(),
                noa.trust(),
                true,
                Duration.ZERO,
                false,
                noa.standing()));
        panel().export(DOCUMENTS);
        assertTrue(client.asked.contains("export Parley xy 2026-11-19 false"), client.asked::toString);
    }

    @Test
    void folders_that_are_taken_are_passed_over_and_then_said() {
        client.nextExport = Optional.of(new Exported.AlreadyThere(DOCUMENTS));
        ExportViewModel panel = panel();
        panel.export(DOCUMENTS);
        assertTrue(client.asked.contains("export Parley Noa Levi 2026-11-19 (2) false"));
        assertFalse(panel.isDone());
        assertTrue(panel.getProblem().contains("already"), panel.getProblem());
    }

    @Test
    void what_did_not_work_is_said_and_can_be_tried_again() {
        ExportViewModel panel = panel();
        client.nextExport = Optional.of(new Exported.NotWritten(DOCUMENTS));
        panel.export(DOCUMENTS);
        assertTrue(panel.getProblem().contains("Documents"));
        client.nextExport = Optional.of(new Exported.Nothing());
        panel.export(DOCUMENTS);
        assertEquals(bench.texts.get("export.nothing"), panel.getProblem());
        client.refuseNext = Optional.of(ClientException.Why.DISK_FULL);
        panel.export(DOCUMENTS);
        assertEquals(bench.texts.get("failure.DISK_FULL"), panel.getProblem());
        client.nextExport = Optional.of(new Exported.Written(DOCUMENTS, 1, 0, 2));
        panel.export(DOCUMENTS);
        assertEquals("", panel.getProblem());
        assertTrue(panel.getWords().startsWith("One message is in Documents, 0 signed. 2 messages with"));
    }
}
