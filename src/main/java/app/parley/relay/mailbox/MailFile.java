package app.parley.relay.mailbox;

import static app.parley.relay.mailbox.FileFaults.guarded;

import app.parley.protocol.Envelope;
import app.parley.relay.mailbox.MailPages.Held;
import app.parley.relay.mailbox.MailPages.Place;
import app.parley.relay.mailbox.MailPages.State;
import app.parley.store.StoreException;
import app.parley.store.StoreException.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The envelopes that wait, in one file of slots that are used again ([MailPages] and
/// docs/decisions/0013). An envelope is there once [#sync] returned. What is [#free] stays until its slots
/// are used again or wiped.
///
/// Everything but [#read] and [#length] is for one thread.
final class MailFile implements AutoCloseable {
    /// Room at the end that stays for what comes next.
    private static final long SPARE = 2L << 20;
    /// As many slots may be free before anything is moved.
    private static final long FREE_SLOTS = SPARE / MailPages.SLOT;

    private final FileChannel file;
    private final Room room;
    private final MailPages pages;
    private final Slots slots = new Slots();
    private final FileRun bodies;
    private final FileRun headers;
    /// what was taken back, and may still be in the file
    private final List<Place> unwritten = new ArrayList<>();
    private long batch = 1;
    private int turn;
    private boolean unsynced;
    private volatile long end;

    private MailFile(FileChannel file, Room room) {
        this.file = file;
        this.room = room;
        this.pages = new MailPages(file);
        this.bodies = new FileRun(file, MailPages.GROUP);
        this.headers = new FileRun(file, MailPages.SLOT);
    }

    /// Opens the file, or makes it (mode 600 where the system knows modes).
    ///
    /// @param room that it may take
    /// @param wanted is given each envelope, in no order, and says whether it is still wanted
    /// @throws StoreException `CORRUPT` if it is something else, `FULL` or `FAILED`
    static MailFile open(Path path, Room room, Predicate<Held> wanted) {
        return guarded(() -> {
            FileChannel file = MailPages.open(path);
            try {
                MailFile mail = new MailFile(file, room);
                mail.begin(wanted);
                return mail;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        });
    }

    private void begin(Predicate<Held> wanted) throws IOException {
        State state = pages.state().orElse(new State(0, true));
        int groups = MailPages.groups(file.size());
        batch = Math.max(batch, state.complete());
        for (int group = 0; group < groups; group++) {
            for (Held held : pages.held(group)) {
                batch = Math.max(batch, held.header().batch());
            }
        }
        List<Held> unsure = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            for (Held held : pages.held(group)) {
                // Two that overlap: the second is the rest of one that was overwritten.
                if (slots.mark(held.place().slot(), held.place().slots())) {
                    if (held.header().batch() > state.complete()
                            && held.header().batch() == batch) {
                        unsure.add(held);
                    } else if (!wanted.test(held)) {
                        free(held.place());
                    }
                }
            }
        }
        begun(unsure, wanted);
        batch++;
        if (!state.clean()) {
            slots.allDirty(groups);
        }
        complete(false);
        file.force(true);
        end = file.size();
    }

    /// Of a batch whose end may not have reached the disk, those count that are whole and before which all are:
    /// a crash must not keep a later envelope and lose an earlier. No sender was told of any.
    private void begun(List<Held> unsure, Predicate<Held> wanted) throws IOException {
        unsure.sort(Comparator.comparingInt(held -> held.header().turn()));
        int whole = 0;
        for (Held held : unsure) {
            boolean next = held.header().turn() == whole && held.header().id().equals(Entry.idOf(read(held.place())));
            whole += next ? 1 : 0;
            if (!next) {
                // Before it is said that the batch is complete.
                pages.clear(held.place());
            }
            if (!next || !wanted.test(held)) {
                free(held.place());
            }
        }
        file.force(false);
    }

    /// Says that all batches before this one are complete.
    private void complete(boolean clean) throws IOException {
        pages.state(new State(batch - 1, clean));
    }

    /// Puts an envelope into free slots. It is durable after [#sync].
    ///
    /// @param header batch and turn in it do not matter
    /// @throws StoreException `FULL` or `FAILED`; then nothing was put anywhere, but what was put since
    ///     the last [#sync] may be lost and has to be taken back
    Place write(MailHeader header, Envelope envelope) {
        return write(header, envelope, slots.take(envelope.octets().length() / MailPages.SLOT));
    }

    private Place write(MailHeader header, Envelope envelope, int slot) {
        Place place = new Place(slot, envelope.octets().length());
        try {
            clearUnwritten();
            long at = MailPages.bodyAt(slot);
            long until = at + place.size();
            if (until > end && !room.isFor(until)) {
                throw new StoreException(Why.FULL, "no more room was allowed");
            }
            unsynced = true;
            guarded(() -> {
                envelope.octets().put(bodies.next(at, place.size()));
                ByteBuffer heads = headers.next(MailPages.headerAt(slot), place.slots() * MailHeader.LENGTH);
                header.in(batch, turn).write(heads);
                heads.put(new byte[(place.slots() - 1) * MailHeader.LENGTH]);
                return place;
            });
            turn++;
            end = Math.max(end, until);
            return place;
        } catch (StoreException e) {
            takeBack(place);
            throw e;
        }
    }

    /// An envelope whose transaction failed. All that was written since the last [#sync] is to be taken back.
    void takeBack(Place place) {
        bodies.drop();
        headers.drop();
        turn = 0;
        unwritten.add(place);
        slots.free(place.slot(), place.slots());
    }

    /// What was taken back could else be found after a crash.
    private void clearUnwritten() {
        if (!unwritten.isEmpty()) {
            guarded(() -> {
                complete(false);
                file.force(false);
                for (Place place : unwritten) {
                    pages.clear(place);
                }
                unsynced = true;
                unwritten.clear();
                return true;
            });
        }
    }

    /// Brings everything to the disk.
    ///
    /// @throws StoreException `FULL` or `FAILED`: it is not known what was kept
    void sync() {
        clearUnwritten();
        if (unsynced) {
            guarded(() -> {
                bodies.flush();
                headers.flush();
                file.force(false);
                return true;
            });
            unsynced = false;
            turn = 0;
            batch++;
        }
    }

    /// Of any thread. Whoever asks has to make sure afterwards that the place was not given to another
    /// envelope meanwhile.
    Envelope read(Place place) {
        return guarded(() -> pages.read(place));
    }

    /// The slots of an envelope that is gone, durably, may be used again.
    void free(Place place) {
        slots.free(place.slot(), place.slots());
    }

    /// Overwrites some of what is not used any more.
    ///
    /// @return whether there is more
    boolean wipe() {
        int group = slots.nextDirty(0);
        if (group < 0) {
            return false;
        }
        clearUnwritten();
        long bits = slots.wipe(group);
        try {
            guarded(() -> {
                pages.wipeBodies(group, bits);
                // Headers after what they stand for: a slot without one is known to be empty. And a batch
                // that is known to be complete may have gaps.
                complete(false);
                file.force(false);
                pages.wipeHeaders(group, bits);
                unsynced = true;
                return true;
            });
        } catch (StoreException e) {
            slots.unwiped(group, bits);
            throw e;
        }
        return slots.countDirty() > 0;
    }

    /// The envelopes of the last group, if they would fit into free slots before it and much is free there.
    List<Held> toMove() {
        int last = slots.groups() - 1;
        while (last > 0 && slots.taken(last) == 0) {
            last--;
        }
        int group = Math.max(0, last);
        int there = Long.bitCount(slots.taken(group));
        long free = (long) group * Slots.GROUP - (slots.countTaken() - there);
        if (group == 0 || free - there < Math.max(FREE_SLOTS, slots.countTaken() / 8)) {
            return List.of();
        }
        return guarded(() -> pages.held(group).stream()
                .filter(held -> (slots.taken(group) >>> held.place().slot() % Slots.GROUP & 1) == 1)
                .toList());
    }

    /// Copies an envelope into free slots of an earlier group. The old ones are freed by the caller
    /// after [#sync].
    ///
    /// @return where it is now; nothing if there is no room before it
    Optional<Place> move(Held held) {
        Envelope envelope = read(held.place());
        int slot = slots.takeBelow(held.place().slots(), held.place().group());
        return slot < 0 ? Optional.empty() : Optional.of(write(held.header(), envelope, slot));
    }

    /// Gives what is free at the end back to the disk.
    void shorten() {
        long needed = Math.max(MailPages.groupAt(slots.groups()), SPARE);
        if (end > needed) {
            sync();
            guarded(() -> {
                file.truncate(needed);
                file.force(true);
                return true;
            });
            end = needed;
        }
    }

    /// Octets of the file. Of any thread.
    long length() {
        return end;
    }

    /// Wipes what is free, and closes. After a fault before, the next start wipes.
    @Override
    public void close() {
        guarded(() -> {
            try (file) {
                sync();
                while (wipe()) {
                    sync();
                }
                file.force(false);
                complete(true);
                file.force(true);
            }
            return true;
        });
    }
}
