package app.parley.ui.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientException;
import app.parley.client.Picture;
import app.parley.client.Scan;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyViewModelTest {
    private static final Picture PICTURE = new Picture.File(Path.of("code.png"));

    private final Bench bench = new Bench();
    private final FakeClient client = Samples.busy();
    private final VerifyViewModel verify =
            new VerifyViewModel(Samples.TOM, bench.live(client), bench.work, bench.work, bench.wording);

    private void scan(Scan.Verdict verdict) {
        client.nextScan = new Scan(verdict, Optional.of(client.people.get(Samples.MIRIAM)));
        verify.scan(PICTURE);
    }

    @Test
    void a_picture_of_the_same_number_marks_the_person() {
        scan(Scan.Verdict.SAME);
        assertTrue(verify.isVerified());
        assertTrue(verify.isMatched());
        assertEquals("Tom Okafor is verified", verify.getTitle());
        assertFalse(verify.isScanning());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAME")
    void whatever_else_a_picture_shows_marks_nobody(Scan.Verdict verdict) {
        scan(verdict);
        assertFalse(verify.isVerified());
        assertFalse(verify.isMatched());
        assertFalse(client.asked.contains("setVerified true"));
        assertEquals(verdict == Scan.Verdict.DIFFERS, verify.isWarned());
        assertEquals(verdict == Scan.Verdict.DIFFERS, verify.isRefuted());
        assertNotEquals("", verify.getScanWords() + verify.getWarning());
    }

    @Test
    void every_outcome_has_its_own_words() {
        Set<String> words = new HashSet<>();
        for (Scan.Verdict verdict : Scan.Verdict.values()) {
            scan(verdict);
            words.add(verify.isWarned() ? verify.getWarning() : verify.getScanWords());
        }
        verify.noPicture();
        words.add(verify.getScanWords());
        assertEquals(Scan.Verdict.values().length + 1, words.size());
    }

    @Test
    void a_code_of_somebody_else_is_named() {
        scan(Scan.Verdict.OTHER_CONVERSATION);
        assertTrue(verify.getScanWords().contains("Miriam"));
        assertTrue(verify.getScanWords().contains("Tom Okafor"));
    }

    @Test
    void the_next_try_takes_the_last_words_away() {
        scan(Scan.Verdict.DIFFERS);
        scan(Scan.Verdict.NO_CODE);
        assertFalse(verify.isWarned());
        scan(Scan.Verdict.SAME);
        assertEquals("", verify.getScanWords());
        verify.differ();
        assertFalse(verify.isMatched());
        assertFalse(verify.isVerified());
    }

    @Test
    void a_failure_is_said_and_another_picture_can_be_tried() {
        client.refuseNext = Optional.of(ClientException.Why.NOBODY_THERE);
        scan(Scan.Verdict.SAME);
        assertFalse(verify.isVerified());
        assertNotEquals("", verify.getProblem());
        scan(Scan.Verdict.SAME);
        assertTrue(verify.isVerified());
        assertEquals("", verify.getProblem());
    }
}
