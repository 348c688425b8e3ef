package app.parley.relay.mailbox;

import app.parley.relay.mailbox.MailPages.Held;
import app.parley.relay.mailbox.MailPages.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Mailboxes at start, which get the envelopes that lie on disk in any order.
final class Loading {
    private final Map<Long, Box> boxes = new HashMap<>();

    Loading(Collection<Box> boxes) {
        boxes.forEach(box -> this.boxes.put(box.id(), box));
    }

    /// @return false if nobody waits for it: it was acknowledged, or its mailbox is gone
    boolean add(Held held) {
        Box box = boxes.get(held.header().box());
        if (box == null || held.header().seq() <= box.acked()) {
            return false;
        }
        box.add(Entry.onDisk(held.place(), held.header()));
        box.showUpTo(held.header().seq());
        return true;
    }

    /// Brings them into order, and fills the index.
    ///
    /// @return second copies of what there is, which are not needed
    List<Place> into(MailIndex index) {
        List<Place> copies = new ArrayList<>();
        for (Box box : boxes.values()) {
            box.sort().forEach(copy -> copy.place().ifPresent(copies::add));
            index.put(box);
        }
        return copies;
    }
}
