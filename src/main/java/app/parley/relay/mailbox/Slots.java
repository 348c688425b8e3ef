package app.parley.relay.mailbox;

import java.util.Arrays;

/// Which slots of a [MailFile] are taken, and which of the free ones still hold what was erased.
/// An envelope takes 1, 4 or 16 slots in a row, the first of them a multiple of their number.
final class Slots {
    /// Slots of a group; an envelope lies in one group.
    static final int GROUP = 64;

    private static final int KINDS = 5;

    private long[] taken = new long[4];
    private long[] dirty = new long[4];
    /// no group before it has room, by the logarithm of how many slots are needed
    private final int[] hints = new int[KINDS];

    private int countTaken;
    private int countDirty;

    private static int kind(int count) {
        return Integer.numberOfTrailingZeros(count);
    }

    private static long bits(int slot, int count) {
        return (-1L >>> (GROUP - count)) << (slot % GROUP);
    }

    /// The first of each run of as many free slots at a multiple of their number.
    private static long runs(long free, int count) {
        long runs = free;
        for (int step = 1; step < count; step <<= 1) {
            runs &= runs >>> step;
        }
        long starts = 1;
        for (int at = count; at < GROUP; at += count) {
            starts |= 1L << at;
        }
        return runs & (count == 1 ? -1L : starts);
    }

    /// Takes the lowest free slots.
    ///
    /// @return the first of them
    int take(int count) {
        return takeBelow(count, Integer.MAX_VALUE);
    }

    /// Takes the lowest free slots in a group before `group`.
    ///
    /// @return the first of them, or -1
    int takeBelow(int count, int group) {
        for (int at = hints[kind(count)]; at < group; at++) {
            grow(at);
            long runs = runs(~taken[at], count);
            if (runs != 0) {
                int slot = at * GROUP + Long.numberOfTrailingZeros(runs);
                hints[kind(count)] = at;
                mark(slot, count);
                return slot;
            }
        }
        return -1;
    }

    private void grow(int group) {
        if (group >= taken.length) {
            taken = Arrays.copyOf(taken, Math.max(group + 1, taken.length * 2));
            dirty = Arrays.copyOf(dirty, taken.length);
        }
    }

    /// Takes these.
    ///
    /// @return false if one of them is taken
    boolean mark(int slot, int count) {
        int group = slot / GROUP;
        grow(group);
        long bits = bits(slot, count);
        if ((taken[group] & bits) != 0) {
            return false;
        }
        taken[group] |= bits;
        countTaken += count;
        countDirty -= Long.bitCount(dirty[group] & bits);
        dirty[group] &= ~bits;
        return true;
    }

    /// They may be taken again, and hold what was erased until they are or are wiped.
    void free(int slot, int count) {
        int group = slot / GROUP;
        long bits = bits(slot, count);
        taken[group] &= ~bits;
        countTaken -= count;
        dirty(group, bits);
        for (int kind = 0; kind < KINDS; kind++) {
            hints[kind] = Math.min(hints[kind], group);
        }
    }

    private void dirty(int group, long bits) {
        countDirty += Long.bitCount(bits & ~dirty[group]);
        dirty[group] |= bits;
    }

    /// Nothing is known of the free ones in the groups before `group`.
    void allDirty(int group) {
        for (int at = 0; at < group; at++) {
            grow(at);
            dirty(at, ~taken[at]);
        }
    }

    /// Those of a group that hold what was erased. They count as wiped from here on.
    long wipe(int group) {
        long bits = dirty[group];
        dirty[group] = 0;
        countDirty -= Long.bitCount(bits);
        return bits;
    }

    /// What could not be wiped.
    void unwiped(int group, long bits) {
        dirty(group, bits & ~taken[group]);
    }

    /// The first group at or after `group` in which something is to be wiped, or -1.
    int nextDirty(int group) {
        for (int at = group; at < dirty.length; at++) {
            if (dirty[at] != 0) {
                return at;
            }
        }
        return -1;
    }

    /// Groups up to and including the last one in which a slot is taken or dirty.
    int groups() {
        int at = taken.length;
        while (at > 0 && (taken[at - 1] | dirty[at - 1]) == 0) {
            at--;
        }
        return at;
    }

    long taken(int group) {
        return group < taken.length ? taken[group] : 0;
    }

    int countTaken() {
        return countTaken;
    }

    int countDirty() {
        return countDirty;
    }
}
