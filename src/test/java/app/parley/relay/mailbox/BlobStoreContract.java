package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Octets;
import app.parley.relay.core.HandClock;
import app.parley.relay.mailbox.BlobStore.Made;
import app.parley.relay.mailbox.BlobStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every store of blobs keeps to.
abstract class BlobStoreContract {
    static final int PART = BlobStore.PART;
    static final long MUCH = 1L << 40;
    static final Octets WID = hash(1);
    static final Octets BID = hash(2);
    final HandClock clock = new HandClock();

    abstract BlobStore store();

    static Octets hash(int n) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) n);
        return Octets.of(bytes);
    }

    static Octets part(int n, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) n);
        return Octets.of(bytes);
    }

    Instant later() {
        return clock.instant().plus(Duration.ofDays(14));
    }

    Made make(long size) {
        return store().create(WID, BID, size, MUCH, later()).join();
    }

    State put(long offset, Octets part) {
        return store().put(WID, offset, part).join().orElseThrow();
    }

    @Test
    void what_was_put_in_parts_is_read_in_parts_and_only_once_it_is_whole() {
        make(PART + 10);
        assertEquals(PART, put(0, part(7, PART)).received());
        assertTrue(store().read(BID, 0).join().isEmpty());
        assertTrue(put(PART, part(8, 10)).whole());
        assertEquals(
                new BlobStore.Part(PART + 10, part(7, PART)),
                store().read(BID, 0).join().orElseThrow());
        assertEquals(
                new BlobStore.Part(PART + 10, part(8, 10)),
                store().read(BID, PART).join().orElseThrow());
        assertEquals(
                Octets.EMPTY, store().read(BID, PART + 10).join().orElseThrow().octets());
        assertEquals(
                Octets.EMPTY,
                store().read(BID, Long.MAX_VALUE).join().orElseThrow().octets());
        assertEquals(Optional.empty(), store().read(WID, 0).join());
        assertEquals(Optional.empty(), store().state(BID).join());
    }

    @Test
    void a_part_that_is_not_the_next_or_is_truncated_or_too_long_changes_nothing() {
        make(2L * PART + 10);
        put(0, part(1, PART));
        assertEquals(PART, put(0, part(9, PART)).received());
        assertEquals(PART, put(2L * PART, part(9, 10)).received());
        assertEquals(PART, put(PART, part(9, PART - 1)).received());
        assertEquals(PART, put(PART, Octets.EMPTY).received());
        put(PART, part(2, PART));
        assertEquals(2L * PART, put(2L * PART, part(9, 11)).received());
        assertTrue(put(2L * PART, part(3, 10)).whole());
        assertTrue(put(0, part(9, PART)).whole());
        assertEquals(part(1, PART), store().read(BID, 0).join().orElseThrow().octets());
    }

    @Test
    void beginning_repeats_harmlessly_and_never_joins_two_blobs() {
        Made first = make(2L * PART);
        assertEquals(first, make(2L * PART));
        put(0, part(1, PART));
        assertEquals(PART, assertInstanceOf(Made.Ready.class, make(2L * PART)).received());
        assertInstanceOf(Made.Taken.class, make(3L * PART));
        assertInstanceOf(
                Made.Taken.class,
                store().create(WID, hash(3), 2L * PART, MUCH, later()).join());
        assertInstanceOf(
                Made.Taken.class,
                store().create(hash(3), BID, 2L * PART, MUCH, later()).join());
        assertEquals(new BlobStore.Load(1, 2L * PART), store().load());
    }

    @Test
    void what_is_promised_counts_whether_it_came_or_not() {
        assertInstanceOf(
                Made.Ready.class, store().create(WID, BID, 100, 150, later()).join());
        assertInstanceOf(
                Made.NoRoom.class,
                store().create(hash(3), hash(4), 51, 150, later()).join());
        assertInstanceOf(
                Made.Ready.class,
                store().create(hash(3), hash(4), 50, 150, later()).join());
        assertTrue(store().delete(WID).join());
        assertInstanceOf(
                Made.Ready.class,
                store().create(hash(5), hash(6), 100, 150, later()).join());
    }

    @Test
    void whoever_may_write_may_erase_and_whoever_may_read_may_not() {
        make(10);
        put(0, part(1, 10));
        assertFalse(store().delete(BID).join());
        assertTrue(store().delete(WID).join());
        assertFalse(store().delete(WID).join());
        assertEquals(Optional.empty(), store().read(BID, 0).join());
        assertEquals(Optional.empty(), store().put(WID, 0, part(1, 10)).join());
        assertEquals(new BlobStore.Load(0, 0), store().load());
    }

    @Test
    void an_unfinished_upload_goes_after_two_days_of_rest_and_a_whole_one_when_it_expires() {
        make(2L << 20);
        store().create(hash(3), hash(4), 10, MUCH, later()).join();
        store().put(hash(3), 0, part(1, 10)).join();
        clock.pass(Duration.ofDays(2));
        assertEquals(0, store().sweep(clock.instant()).join());
        clock.pass(Duration.ofHours(1));
        assertEquals(1, store().sweep(clock.instant()).join());
        assertEquals(Optional.empty(), store().state(WID).join());
        clock.pass(Duration.ofDays(12).minusHours(1));
        assertEquals(0, store().sweep(clock.instant()).join());
        assertTrue(store().read(hash(4), 0).join().isPresent());
        clock.pass(Duration.ofHours(1));
        assertEquals(1, store().sweep(clock.instant()).join());
        assertEquals(Optional.empty(), store().read(hash(4), 0).join());
        assertEquals(new BlobStore.Load(0, 0), store().load());
    }
}
