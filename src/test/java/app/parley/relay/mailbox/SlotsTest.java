package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private record Run(int slot, int count) {}

    @Test
    void no_slot_is_given_twice_and_what_is_free_is_known_to_be_dirty() {
        Random random = new Random(5);
        Slots slots = new Slots();
        BitSet taken = new BitSet();
        BitSet dirty = new BitSet();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (runs.isEmpty() || random.nextInt(100) < (i / 1000 % 2 == 0 ? 60 : 40)) {
                int count = 1 << 2 * random.nextInt(3);
                int slot = slots.take(count);
                assertEquals(0, slot % count);
                assertEquals(slot / Slots.GROUP, (slot + count - 1) / Slots.GROUP);
                assertEquals(0, taken.get(slot, slot + count).cardinality());
                taken.set(slot, slot + count);
                dirty.clear(slot, slot + count);
                runs.add(new Run(slot, count));
            } else {
                Run run = runs.remove(random.nextInt(runs.size()));
                slots.free(run.slot(), run.count());
                taken.clear(run.slot(), run.slot() + run.count());
                dirty.set(run.slot(), run.slot() + run.count());
            }
            if (i % 1777 == 0 && slots.nextDirty(0) >= 0) {
                int group = slots.nextDirty(0);
                long bits = slots.wipe(group);
                for (int at = 0; at < Slots.GROUP; at++) {
                    assertEquals(dirty.get(group * Slots.GROUP + at), (bits >>> at & 1) == 1);
                }
                dirty.clear(group * Slots.GROUP, (group + 1) * Slots.GROUP);
            }
            assertEquals(taken.cardinality(), slots.countTaken());
            assertEquals(dirty.cardinality(), slots.countDirty());
        }
    }

    @Test
    void the_lowest_fitting_slots_are_taken_first() {
        Slots slots = new Slots();
        assertEquals(0, slots.take(1));
        assertEquals(4, slots.take(4));
        assertEquals(1, slots.take(1));
        assertEquals(16, slots.take(16));
        slots.free(0, 1);
        assertEquals(0, slots.take(1));
        assertEquals(8, slots.take(4));
        assertEquals(-1, slots.takeBelow(1, 0));
    }

    @Test
    void what_is_taken_cannot_be_marked_and_what_nobody_knows_is_dirty() {
        Slots slots = new Slots();
        assertTrue(slots.mark(4, 4));
        assertFalse(slots.mark(6, 1));
        slots.allDirty(2);
        assertEquals(2 * Slots.GROUP - 4, slots.countDirty());
        assertEquals(2, slots.groups());
        assertEquals(~(0xfL << 4), slots.wipe(0));
        assertEquals(-1L, slots.wipe(1));
        assertEquals(-1, slots.nextDirty(0));
        assertEquals(1, slots.groups());
        slots.unwiped(1, 1);
        assertEquals(1, slots.nextDirty(0));
    }
}
