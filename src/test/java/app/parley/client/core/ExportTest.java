package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.Exported;
import app.parley.client.Message;
import app.parley.client.Picture;
import app.parley.client.Scan;
import app.parley.client.SignIn;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.client.export.Export;
import app.parley.client.export.ExportCheck;
import app.parley.client.export.ExportCheck.Report;
import app.parley.client.export.ExportReader;
import app.parley.client.scan.QrPicture;
import app.parley.net.TlsDialer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real conversations, taken out and checked; real safety numbers, read from pictures.
class ExportTest {
    @TempDir
    Path folder;

    private TestCircle circle;
    private TestPerson alice;
    private TestPerson bob;

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
        alice = circle.person("Alice", "+12025550101");
        bob = circle.person("Bob", "+12025550102");
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    private void talk() throws Exception {
        alice.send(bob, "Hello <Bob>");
        bob.awaitTexts(alice, "Hello <Bob>");
        bob.send(alice, "שלום Alice");
        alice.awaitTexts(bob, "שלום Alice");
        alice.send(bob, "two\nlines");
        bob.awaitTexts(alice, "Hello <Bob>", "two\nlines");
    }

    private static Exported.Written export(TestPerson who, TestPerson with, Path to, boolean phones) throws Exception {
        return assertInstanceOf(Exported.Written.class, who.client().export(with.account(), to, phones));
    }

    private static Report check(Path folder) throws Exception {
        return ExportCheck.of(ExportReader.read(folder.resolve("conversation.json")));
    }

    @Test
    void what_both_ends_export_holds_and_has_the_same_safety_number() throws Exception {
        talk();
        Path alices = folder.resolve("new/alices");
        assertEquals(new Exported.Written(alices, 3, 3, 0), export(alice, bob, alices, false));
        Path bobs = folder.resolve("bobs");
        export(bob, alice, bobs, false);
        String number = alice.client().safetyNumber(bob.account()).digits();
        for (Path exported : List.of(alices, bobs)) {
            Report report = check(exported);
            assertTrue(report.holds());
            assertEquals(3, report.signed());
            assertEquals(0, report.absent());
            assertEquals(number, report.pairs().getFirst().number());
            assertEquals(
                    List.of("Hello <Bob>", "שלום Alice", "two\nlines"),
                    report.messages().stream()
                            .map(checked -> checked.entry().text())
                            .toList());
        }
        assertEquals("Alice", check(alices).owner().name());
        assertEquals("Bob", check(alices).pairs().getFirst().other().name());
        String page = Files.readString(alices.resolve("conversation.html"));
        assertTrue(page.contains("Hello &lt;Bob&gt;"));
    }

    @Test
    void what_was_said_off_the_record_is_in_it_without_a_proof() throws Exception {
        talk();
        alice.client().setOffTheRecord(bob.account(), true);
        bob.awaitNotice(alice, Message.Kind.OFF_THE_RECORD);
        bob.send(alice, "between us");
        alice.awaitTexts(bob, "שלום Alice", "between us");
        Path exported = folder.resolve("exported");
        assertEquals(new Exported.Written(exported, 4, 3, 0), export(alice, bob, exported, false));
        Report report = check(exported);
        assertTrue(report.holds());
        assertEquals(3, report.signed());
        assertEquals(1, report.unsigned());
    }

    @Test
    void numbers_are_in_it_only_when_wanted() throws Exception {
        talk();
        export(alice, bob, folder.resolve("without"), false);
        export(alice, bob, folder.resolve("with"), true);
        for (String name : List.of("conversation.json", "conversation.html")) {
            assertFalse(
                    Files.readString(folder.resolve("without").resolve(name)).contains("2025550"), name);
            String with = Files.readString(folder.resolve("with").resolve(name));
            assertTrue(with.contains("+12025550101") && with.contains("+12025550102"), name);
        }
        assertTrue(check(folder.resolve("with")).holds());
    }

    @Test
    void an_export_never_replaces_another_and_leaves_nothing_behind() throws Exception {
        assertEquals(
                new Exported.Nothing(), alice.client().export(alice.sees(bob).id(), folder.resolve("x"), false));
        talk();
        Path to = Files.createDirectory(folder.resolve("full"));
        Files.writeString(to.resolve("conversation.html"), "something else");
        assertEquals(new Exported.AlreadyThere(to), alice.client().export(bob.account(), to, false));
        assertEquals("something else", Files.readString(to.resolve("conversation.html")));
        Path notAFolder = Files.writeString(folder.resolve("file"), "a file");
        assertEquals(new Exported.NotWritten(notAFolder), alice.client().export(bob.account(), notAFolder, false));
        export(alice, bob, folder.resolve("fine"), false);
        for (Path checked : List.of(to, folder.resolve("fine"))) {
            try (Stream<Path> files = Files.list(checked)) {
                assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
            }
        }
    }

    @Test
    void messages_with_a_former_key_are_exported_with_that_key() throws Exception {
        talk();
        bob.close();
        TestPerson anew = circle.person("Bob", "+12025550105", "anew", new TlsDialer());
        anew.client().account().requestCode(circle.relay().invite(), bob.number, "Bob");
        anew.client().account().confirmCode(bob.code());
        circle.relayClock.set(Duration.ofDays(8));
        anew.client().account().requestCode(circle.relay().invite(), bob.number, "Bob");
        assertInstanceOf(SignIn.SignedIn.class, anew.client().account().confirmCode(bob.code()));
        anew.reopen();
        alice.awaitEvent(event -> event instanceof ClientEvent.PersonReplaced);
        alice.send(anew, "who are you now?");
        export(alice, anew, folder.resolve("both"), false);
        Export both = ExportReader.read(folder.resolve("both/conversation.json"));
        assertEquals(3, both.parties().size());
        Report report = ExportCheck.of(both);
        assertTrue(report.holds());
        assertEquals(4, report.signed());
        assertEquals(2, report.pairs().size());
    }

    @Test
    void the_others_code_in_a_picture_is_the_same_and_anything_else_is_not() throws Exception {
        alice.sees(bob);
        TestPerson carol = circle.person("Carol", "+12025550103");
        alice.sees(carol);
        carol.sees(alice);
        assertEquals(Scan.of(Scan.Verdict.SAME), scan(alice, bob, code(bob, alice)));
        assertEquals(Scan.of(Scan.Verdict.OWN_CODE), scan(alice, bob, code(alice, bob)));
        Scan carols = scan(alice, bob, code(carol, alice));
        assertEquals(Scan.Verdict.OTHER_CONVERSATION, carols.verdict());
        assertEquals("Carol", carols.other().orElseThrow().name());
        assertFalse(alice.sees(bob).verified());
    }

    private Path code(TestPerson shown, TestPerson with) throws Exception {
        shown.sees(with);
        byte[] qr = shown.client().safetyNumber(with.account()).qr().toArray();
        return Files.write(folder.resolve("code.png"), QrPicture.png(qr, 300));
    }

    private static Scan scan(TestPerson who, TestPerson with, Path picture) throws Exception {
        return who.client().scan(with.account(), new Picture.File(picture));
    }
}
