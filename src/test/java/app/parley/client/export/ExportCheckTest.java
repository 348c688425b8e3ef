package app.parley.client.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.export.Export.Entry;
import app.parley.client.export.Export.Party;
import app.parley.client.export.ExportCheck.Flaw;
import app.parley.client.export.ExportCheck.Report;
import app.parley.client.export.ExportCheck.Verdict;
import app.parley.client.export.MalformedExportException.Why;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Nothing that was signed can be changed unseen.
class ExportCheckTest {
    /// The exporter's word, which nobody signs: docs/export.md says so.
    private static final Set<String> NOT_SIGNED = Set.of("exportedAt", "name", "phone");

    private final Talk talk = Talk.ofFour();
    private final Export export = talk.export();

    private static String json(Export export) throws IOException {
        StringWriter out = new StringWriter();
        ExportWriter.write(export, out);
        return out.toString();
    }

    private static Export read(String json) throws MalformedExportException {
        return ExportReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static Why refused(String json) {
        return assertThrows(MalformedExportException.class, () -> read(json)).why();
    }

    private static List<Verdict> verdicts(Export export) {
        return ExportCheck.of(export).messages().stream()
                .map(ExportCheck.Checked::verdict)
                .toList();
    }

    private static Verdict broken(Flaw flaw) {
        return new Verdict.Broken(flaw);
    }

    private Export with(int at, UnaryOperator<Entry> change) {
        List<Entry> entries = new ArrayList<>(export.entries());
        entries.set(at, change.apply(entries.get(at)));
        return new Export(export.at(), export.owner(), export.parties(), entries);
    }

    private Export with(List<Party> parties, List<Entry> entries) {
        return new Export(export.at(), export.owner(), parties, entries);
    }

    @Test
    void a_written_export_reads_back_the_same_and_holds() throws Exception {
        assertEquals(export, read(json(export)));
        Report report = ExportCheck.of(export);
        assertTrue(report.holds());
        assertEquals(3, report.signed());
        assertEquals(1, report.unsigned());
        assertEquals(0, report.absent());
        assertEquals(
                List.of(new ExportCheck.Pair(
                        talk.bob.party(), ExportCheck.number(talk.bob.party(), talk.alice.party()), 1, 2)),
                report.pairs());
        assertEquals(new Verdict.Unsigned(), report.messages().get(2).verdict());
    }

    @Test
    void changed_text_time_or_id_is_found() {
        Export text = with(
                1, e -> new Entry(e.id(), e.from(), e.to(), e.sentAt(), e.text() + ".", e.content(), e.signature()));
        assertEquals(broken(Flaw.TEXT), verdicts(text).get(1));
        Export time = with(
                1,
                e -> new Entry(
                        e.id(), e.from(), e.to(), "2026-11-19T14:32:00.018Z", e.text(), e.content(), e.signature()));
        assertEquals(broken(Flaw.TIME), verdicts(time).get(1));
        Export spelled = with(
                1,
                e -> new Entry(
                        e.id(),
                        e.from(),
                        e.to(),
                        "2026-11-19T15:32:00.017+01:00",
                        e.text(),
                        e.content(),
                        e.signature()));
        assertEquals(broken(Flaw.TIME), verdicts(spelled).get(1));
        Export id = with(
                3,
                e -> new Entry(
                        export.entries().get(0).id(),
                        e.from(),
                        e.to(),
                        e.sentAt(),
                        e.text(),
                        e.content(),
                        e.signature()));
        assertEquals(broken(Flaw.ID), verdicts(id).get(3));
    }

    @Test
    void text_changed_in_the_signed_octets_too_breaks_the_signature() throws Exception {
        Content forged = new Content(
                talk.contents.get(1).id(),
                talk.contents.get(1).conversation(),
                talk.contents.get(1).sentAt(),
                talk.contents.get(1).senderManifest(),
                talk.contents.get(1).recipientManifest(),
                talk.contents.get(1).parents(),
                new Body.Text("I owe you 1000"),
                talk.contents.get(1).signature());
        Entry entry = Entry.of(forged, talk.bob.account, talk.alice.account).orElseThrow();
        assertEquals(broken(Flaw.SIGNATURE), verdicts(with(1, e -> entry)).get(1));
    }

    @Test
    void who_wrote_to_whom_cannot_be_swapped() {
        Export swapped =
                with(1, e -> new Entry(e.id(), e.to(), e.from(), e.sentAt(), e.text(), e.content(), e.signature()));
        assertEquals(broken(Flaw.CONTENT), verdicts(swapped).get(1));
        Content content = talk.contents.get(1);
        Entry rewritten =
                Entry.of(content, talk.alice.account, talk.bob.account).orElseThrow();
        assertEquals(broken(Flaw.MANIFEST), verdicts(with(1, e -> rewritten)).get(1));
        Export toSelf =
                with(1, e -> new Entry(e.id(), e.from(), e.from(), e.sentAt(), e.text(), e.content(), e.signature()));
        assertEquals(broken(Flaw.ACCOUNTS), verdicts(toSelf).get(1));
    }

    @Test
    void a_message_of_another_conversation_cannot_be_moved_in() {
        Talk.Writer carol = new Talk.Writer("Carol");
        Content toCarol = talk.bob.writes(carol, "for Carol only", true, List.of());
        Entry asWritten = Entry.of(toCarol, talk.bob.account, carol.account).orElseThrow();
        assertEquals(broken(Flaw.ACCOUNTS), verdicts(with(1, e -> asWritten)).get(1));
        List<Party> three = List.of(talk.alice.party(), talk.bob.party(), carol.party());
        assertEquals(
                broken(Flaw.ACCOUNTS), verdicts(with(three, List.of(asWritten))).getFirst(), "Alice is not in it");
        Entry readdressed =
                Entry.of(toCarol, talk.bob.account, talk.alice.account).orElseThrow();
        assertEquals(
                broken(Flaw.CONVERSATION), verdicts(with(1, e -> readdressed)).get(1));
    }

    @Test
    void a_signature_of_another_message_device_or_account_does_not_hold() {
        Octets other = export.entries().get(0).signature().orElseThrow();
        assertEquals(
                broken(Flaw.SIGNATURE), verdicts(with(1, e -> signed(e, other))).get(1));
        Octets mallorys = Octets.of(new Talk.Writer("Mallory")
                .device.sign("content", export.entries().get(1).content().toArray()));
        assertEquals(
                broken(Flaw.SIGNATURE),
                verdicts(with(1, e -> signed(e, mallorys))).get(1));
        Octets otherPurpose = Octets.of(talk.bob.device.sign(
                "profile", export.entries().get(1).content().toArray()));
        assertEquals(
                broken(Flaw.SIGNATURE),
                verdicts(with(1, e -> signed(e, otherPurpose))).get(1));
        Octets accounts = Octets.of(talk.bob.accountKey.sign(
                "content", export.entries().get(1).content().toArray()));
        assertEquals(
                broken(Flaw.SIGNATURE),
                verdicts(with(1, e -> signed(e, accounts))).get(1));
    }

    private static Entry signed(Entry e, Octets signature) {
        return new Entry(e.id(), e.from(), e.to(), e.sentAt(), e.text(), e.content(), Optional.of(signature));
    }

    @Test
    void without_its_signature_a_message_is_not_counted_as_signed() {
        Export stripped =
                with(1, e -> new Entry(e.id(), e.from(), e.to(), e.sentAt(), e.text(), e.content(), Optional.empty()));
        Report report = ExportCheck.of(stripped);
        assertEquals(2, report.signed());
        assertEquals(2, report.unsigned());
    }

    @Test
    void keys_and_lists_of_devices_of_somebody_else_break_all_their_messages() {
        Talk.Writer mallory = new Talk.Writer("Bob");
        Party bob = talk.bob.party();
        List<Party> wrong = List.of(
                new Party(bob.account(), "Bob", Optional.empty(), mallory.manifest.accountKey(), bob.manifests()),
                new Party(
                        bob.account(),
                        "Bob",
                        Optional.empty(),
                        bob.accountKey(),
                        List.of(Octets.of(mallory.manifest.encode()))),
                new Party(
                        bob.account(),
                        "Bob",
                        Optional.empty(),
                        mallory.manifest.accountKey(),
                        mallory.party().manifests()),
                new Party(bob.account(), "Bob", Optional.empty(), bob.accountKey(), List.of()));
        for (Party party : wrong) {
            Report report = ExportCheck.of(with(List.of(talk.alice.party(), party), export.entries()));
            assertFalse(report.holds());
            assertEquals(List.of(party), report.brokenParties());
            assertEquals(4, report.broken());
        }
        // Without messages, too.
        assertFalse(ExportCheck.of(with(List.of(talk.alice.party(), wrong.getFirst()), List.of()))
                .holds());
        assertTrue(ExportCheck.of(with(export.parties(), List.of())).holds());
    }

    @Test
    void a_message_that_names_a_list_of_devices_that_is_not_there_is_not_taken_for_signed() {
        Talk.Writer bobAnew = new Talk.Writer("Bob");
        Content strange = bobAnew.writes(talk.alice, "from a device that is not listed", true, List.of());
        Content claimed = new Content(
                strange.id(),
                talk.contents.get(1).conversation(),
                strange.sentAt(),
                strange.senderManifest(),
                strange.recipientManifest(),
                List.of(),
                strange.body(),
                strange.signature());
        Entry entry = Entry.of(claimed, talk.bob.account, talk.alice.account).orElseThrow();
        assertEquals(broken(Flaw.MANIFEST), verdicts(with(1, e -> entry)).get(1));
    }

    @Test
    void repeated_and_reordered_messages_are_found() {
        List<Entry> twice = new ArrayList<>(export.entries());
        twice.add(twice.get(1));
        assertEquals(broken(Flaw.TWICE), verdicts(with(export.parties(), twice)).get(4));
        for (int at = 0; at < 3; at++) {
            List<Entry> swapped = new ArrayList<>(export.entries());
            Collections.swap(swapped, at, at + 1);
            assertEquals(
                    broken(Flaw.ORDER),
                    verdicts(with(export.parties(), swapped)).get(at));
        }
    }

    @Test
    void a_message_that_was_left_out_is_missed_by_the_one_that_cites_it() {
        List<Entry> rest = new ArrayList<>(export.entries());
        rest.remove(1);
        Report report = ExportCheck.of(with(export.parties(), rest));
        assertTrue(report.holds());
        assertEquals(1, report.absent());
    }

    @Test
    void messages_that_arrived_in_another_order_are_exported_after_what_they_cite() {
        Talk late = new Talk();
        Content first = late.bob.writes(late.alice, "first", true, List.of());
        Content second = late.bob.writes(late.alice, "second", true, List.of(first.id()));
        Content third = late.alice.writes(late.bob, "third", true, List.of(second.id()));
        late.add(late.alice, third);
        late.add(late.bob, second);
        late.add(late.bob, first);
        assertEquals(
                List.of("first", "second", "third"),
                late.export().entries().stream().map(Entry::text).toList());
        assertTrue(ExportCheck.of(late.export()).holds());
    }

    @Test
    void a_peer_that_makes_messages_cite_each_other_in_a_circle_does_no_harm() {
        Talk circle = new Talk();
        Octets one = Octets.of(new byte[16]);
        Octets two = Octets.ofHex("01".repeat(16));
        circle.add(circle.bob, citing(circle, one, two));
        circle.add(circle.bob, citing(circle, two, one));
        circle.add(circle.alice, circle.alice.writes(circle.bob, "what?", true, List.of(two)));
        Report report = ExportCheck.of(circle.export());
        assertEquals(1, report.broken());
        assertEquals(2, report.signed());
    }

    private static Content citing(Talk talk, Octets id, Octets cited) {
        Content plain = talk.bob.writes(talk.alice, "round", false, List.of(cited));
        Content content = new Content(
                id,
                plain.conversation(),
                plain.sentAt(),
                plain.senderManifest(),
                plain.recipientManifest(),
                plain.parents(),
                plain.body(),
                Optional.empty());
        return content.signed(
                talk.bob.device.sign("content", content.signedPart(talk.bob.account, talk.alice.account)));
    }

    @Test
    void what_is_no_export_is_refused_in_one_piece() throws Exception {
        String good = json(export);
        assertEquals(Why.NOT_JSON, refused(""));
        assertEquals(Why.NOT_JSON, refused("hello"));
        assertEquals(Why.NOT_JSON, refused(good.substring(0, good.length() / 2)));
        assertEquals(Why.NOT_JSON, refused(good + "{}"));
        assertEquals(Why.NOT_JSON, refused(good.replace("\"version\"", "/* no */ \"version\"")));
        assertEquals(Why.NOT_AN_EXPORT, refused("{}"));
        assertEquals(Why.NOT_AN_EXPORT, refused("[]"));
        assertEquals(Why.NOT_AN_EXPORT, refused(good.replace("\"version\": 1", "\"version\": \"1\"")));
        assertEquals(Why.NOT_AN_EXPORT, refused(good.replace("\"version\": 1", "\"version\": 1.0")));
        assertEquals(Why.NOT_AN_EXPORT, refused(good.replace("parley-export", "parley-exports")));
        assertEquals(Why.NOT_AN_EXPORT, refused(good.replace("\"version\": 1", "\"version\": 1, \"more\": 1")));
        assertEquals(Why.NOT_AN_EXPORT, refused(good.replaceFirst("\"id\"", "\"id\": \"\", \"id\"")));
        assertEquals(Why.NOT_AN_EXPORT, refused(good.replaceFirst("\"text\": \"Hello", "\"text\": null, \"t\": \"")));
        assertEquals(Why.NEWER, refused(good.replace("\"version\": 1", "\"version\": 2")));
        assertThrows(
                MalformedExportException.class,
                () -> ExportReader.read(new ByteArrayInputStream(new byte[] {'"', (byte) 0xff, '"'})));
    }

    /// A field of the file, wherever it stands.
    private record Place(JsonObject in, String field) {}

    private static List<Place> places(JsonElement element) {
        List<Place> places = new ArrayList<>();
        if (element instanceof JsonObject object) {
            object.keySet().forEach(field -> {
                places.add(new Place(object, field));
                places.addAll(places(object.get(field)));
            });
        } else if (element instanceof JsonArray array) {
            array.forEach(inner -> places.addAll(places(inner)));
        }
        return places;
    }

    @Test
    void no_field_that_is_signed_can_be_changed_unseen() throws Exception {
        List<BiFunction<String, Integer, String>> changes = List.of(
                (text, at) -> text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1),
                (text, at) -> text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1),
                (text, at) -> text.substring(0, at) + text.substring(at + 1),
                (text, at) -> text.substring(0, at) + " " + text.substring(at));
        int tried = 0;
        JsonObject whole = JsonParser.parseString(json(export)).getAsJsonObject();
        for (Place place : places(whole)) {
            JsonElement before = place.in().get(place.field());
            if (NOT_SIGNED.contains(place.field()) || !(before instanceof JsonPrimitive primitive)) {
                continue;
            }
            String text = primitive.getAsString();
            // Every place of short values, places all over long ones.
            for (int at = 0; at < text.length(); at += Math.max(1, text.length() / 40)) {
                for (var change : changes) {
                    String now = change.apply(text, at);
                    if (now.equals(text)
                            || place.in().get("signature") == null
                                    && place.field().equals("content")) {
                        continue;
                    }
                    place.in().addProperty(place.field(), now);
                    assertTrue(caught(whole.toString()), place.field() + ": " + text + " -> " + now);
                    tried++;
                }
            }
            place.in().remove(place.field());
            assertTrue(caught(whole.toString()), place.field() + " is gone");
            place.in().add(place.field(), before);
        }
        assertTrue(tried > 1000);
        assertFalse(caught(whole.toString()));
    }

    @Test
    void no_octet_of_a_list_of_devices_can_be_changed_unseen() throws Exception {
        Party bob = talk.bob.party();
        byte[] manifest = bob.manifests().getFirst().toArray();
        for (int at = 0; at < manifest.length; at++) {
            byte[] changed = manifest.clone();
            changed[at] ^= 1;
            String now = json(export)
                    .replace(
                            Base64.getEncoder().encodeToString(manifest),
                            Base64.getEncoder().encodeToString(changed));
            assertTrue(caught(now), "octet " + at);
        }
    }

    /// Whether a change was seen: refused, not holding, or no longer as many signatures.
    private boolean caught(String json) {
        try {
            Report report = ExportCheck.of(read(json));
            return !report.holds() || report.signed() != 3;
        } catch (MalformedExportException e) {
            return true;
        }
    }
}
