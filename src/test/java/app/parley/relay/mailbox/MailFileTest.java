package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.relay.mailbox.MailPages.Place;
import app.parley.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFileTest {
    private static final int HEADERS = 4096;
    private static final int BODIES = 2 * 4096;

    @TempDir
    Path dir;

    private Path path;
    private final Random random = new Random(3);
    private MailFile mail;
    private final Map<Long, Place> found = new TreeMap<>();

    @BeforeEach
    void open() {
        path = dir.resolve("mail.slots");
        mail = open(1L << 40);
    }

    @AfterEach
    void close() {
        mail.close();
    }

    private MailFile open(long most) {
        found.clear();
        return MailFile.open(
                path, new Room(most), held -> found.put(held.header().seq(), held.place()) == null);
    }

    /// As a start after a kill finds it.
    private void killed() throws IOException {
        Path copy = dir.resolve("killed");
        Files.copy(path, copy);
        mail.close();
        Files.delete(path);
        Files.move(copy, path);
        mail = open(1L << 40);
    }

    private Envelope envelope(int size) {
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        return Envelope.of(octets);
    }

    private Place put(long seq, Envelope envelope) {
        return mail.write(Entry.header(7, seq, 500_000, Entry.idOf(envelope), envelope), envelope);
    }

    private Place kept(long seq, Envelope envelope) {
        Place place = put(seq, envelope);
        mail.sync();
        return place;
    }

    private boolean isOnDisk(Envelope envelope) throws IOException {
        String all = Files.readString(path, StandardCharsets.ISO_8859_1);
        byte[] octets = envelope.toArray();
        for (int at = 0; at < octets.length; at += 1000) {
            if (all.contains(new String(octets, at, 16, StandardCharsets.ISO_8859_1))) {
                return true;
            }
        }
        return false;
    }

    private void overwrite(long at, byte[] octets) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            file.write(octets);
        }
    }

    @Test
    void envelopes_of_all_sizes_are_there_after_a_kill_and_only_the_owner_may_read_them() throws IOException {
        Map<Long, Envelope> sent = new TreeMap<>();
        for (long seq = 1; seq <= 300; seq++) {
            sent.put(seq, envelope(1 << 12 + 2 * random.nextInt(3)));
            put(seq, sent.get(seq));
        }
        mail.sync();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        killed();
        assertEquals(sent.keySet(), found.keySet());
        found.forEach((seq, place) -> assertEquals(sent.get(seq), mail.read(place)));
    }

    @Test
    void what_is_not_wanted_at_start_makes_room() throws IOException {
        kept(1, envelope(4096));
        Place second = kept(2, envelope(4096));
        mail.close();
        mail = MailFile.open(path, new Room(1L << 40), held -> held.header().seq() != 1);
        assertEquals(0, put(3, envelope(4096)).slot());
        assertEquals(1, second.slot());
    }

    @Test
    void of_a_batch_that_did_not_reach_the_disk_the_whole_beginning_counts() throws IOException {
        kept(1, envelope(4096));
        for (long seq = 2; seq <= 5; seq++) {
            put(seq, envelope(4096));
        }
        mail.sync();
        // The fourth octets never came; those behind did.
        overwrite(BODIES + 3 * 4096L + 100, new byte[] {1, 2, 3, 4});
        killed();
        assertEquals(List.of(1L, 2L, 3L), List.copyOf(found.keySet()));
        // What was dropped is no envelope ever again.
        killed();
        assertEquals(List.of(1L, 2L, 3L), List.copyOf(found.keySet()));
    }

    @Test
    void a_batch_before_another_is_complete_whatever_was_wiped_of_it() throws IOException {
        List<Place> places = new ArrayList<>();
        for (long seq = 1; seq <= 5; seq++) {
            places.add(put(seq, envelope(4096)));
        }
        mail.sync();
        mail.free(places.get(1));
        assertFalse(mail.wipe());
        killed();
        assertEquals(List.of(1L, 3L, 4L, 5L), List.copyOf(found.keySet()));
        mail.free(found.get(1L));
        Place again = put(6, envelope(4096));
        mail.takeBack(again);
        killed();
        assertEquals(List.of(1L, 3L, 4L, 5L), List.copyOf(found.keySet()), "freed, but nobody acknowledged it");
    }

    @Test
    void what_was_taken_back_is_not_there_after_the_next_one() throws IOException {
        kept(1, envelope(4096));
        Place lost = kept(2, envelope(4096));
        // Its transaction failed after the file was synced.
        mail.takeBack(lost);
        kept(3, envelope(16384));
        killed();
        assertEquals(List.of(1L, 3L), List.copyOf(found.keySet()));
    }

    @Test
    void freed_octets_are_gone_after_wiping_or_closing_or_from_the_next_start_on() throws IOException {
        Envelope first = envelope(65536);
        Envelope second = envelope(4096);
        Envelope third = envelope(16384);
        Place a = kept(1, first);
        Place b = kept(2, second);
        Place c = kept(3, third);
        mail.free(a);
        assertTrue(isOnDisk(first));
        mail.wipe();
        assertFalse(isOnDisk(first));
        mail.free(b);
        mail.close();
        assertFalse(isOnDisk(second));
        assertTrue(isOnDisk(third));
        mail = MailFile.open(path, new Room(1L << 40), held -> false);
        Path copy = dir.resolve("killed");
        Files.copy(path, copy);
        mail.close();
        Files.delete(path);
        Files.move(copy, path);
        assertTrue(isOnDisk(third), "it was killed before it wiped");
        mail = open(1L << 40);
        assertEquals(1, found.size(), "nobody said durably that it is gone: " + c);
        mail.free(found.get(3L));
        mail.wipe();
        assertFalse(isOnDisk(third));
    }

    @Test
    void a_start_after_a_kill_wipes_what_a_smaller_envelope_left_of_a_larger_one() throws IOException {
        Envelope large = envelope(16384);
        mail.free(kept(1, large));
        kept(2, envelope(4096));
        killed();
        assertTrue(isOnDisk(large));
        mail.wipe();
        assertFalse(isOnDisk(large));
        assertEquals(List.of(2L), List.copyOf(found.keySet()));
    }

    @Test
    void no_more_room_is_told_and_what_was_kept_stays() {
        mail.close();
        mail = open(BODIES + 10 * 4096L);
        List<Place> kept = new ArrayList<>();
        StoreException full = assertThrows(StoreException.class, () -> {
            while (true) {
                kept.add(kept(kept.size() + 1, envelope(4096)));
            }
        });
        assertEquals(StoreException.Why.FULL, full.why());
        assertEquals(10, kept.size());
        mail.free(kept.get(4));
        assertEquals(kept.get(4), kept(99, envelope(4096)));
        assertThrows(StoreException.class, () -> put(100, envelope(4096)));
    }

    @Test
    void what_lies_behind_much_free_room_is_moved_and_the_file_gets_shorter() throws IOException {
        List<Place> places = new ArrayList<>();
        for (long seq = 1; seq <= 2000; seq++) {
            places.add(put(seq, envelope(4096)));
        }
        Envelope last = envelope(65536);
        places.add(put(2001, last));
        mail.sync();
        places.subList(0, 2000).forEach(mail::free);
        boolean more = true;
        while (more) {
            more = mail.wipe();
        }
        long before = Files.size(path);
        List<MailPages.Held> held = mail.toMove();
        assertEquals(
                List.of(2001L), held.stream().map(each -> each.header().seq()).toList());
        Place now = mail.move(held.getFirst()).orElseThrow();
        mail.sync();
        mail.free(held.getFirst().place());
        mail.wipe();
        assertEquals(List.of(), mail.toMove());
        mail.shorten();
        assertTrue(Files.size(path) < before / 2, "from " + before + " to " + Files.size(path));
        assertEquals(last, mail.read(now));
        killed();
        assertEquals(List.of(2001L), List.copyOf(found.keySet()));
        assertEquals(last, mail.read(found.get(2001L)));
    }

    @Test
    void a_file_of_something_else_is_refused_and_left_as_it_is() throws IOException {
        mail.close();
        byte[] other = new byte[10_000];
        random.nextBytes(other);
        Files.write(path, other);
        assertEquals(
                StoreException.Why.CORRUPT,
                assertThrows(StoreException.class, () -> open(1L << 40)).why());
        assertArrayEquals(other, Files.readAllBytes(path));
        Files.delete(path);
        mail = open(1L << 40);
    }

    @Test
    void a_damaged_header_costs_its_envelope_and_no_other() throws IOException {
        kept(1, envelope(4096));
        kept(2, envelope(4096));
        kept(3, envelope(4096));
        overwrite(HEADERS + 64 + 9, new byte[] {99});
        killed();
        assertEquals(List.of(1L, 3L), List.copyOf(found.keySet()));
    }

    @Test
    void a_file_that_was_begun_in_the_moment_of_a_crash_is_begun_again() throws IOException {
        mail.close();
        Files.write(path, new byte[10]);
        mail = open(1L << 40);
        kept(1, envelope(4096));
        killed();
        assertEquals(1, found.size());
    }
}
