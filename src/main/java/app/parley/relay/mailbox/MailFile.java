package app.parley.relay.mailbox;

import static app.parley.relay.mailbox.FileFaults.guarded;

import app.parley.protocol.Envelope;
import app.parley.store.StoreException;
import app.parley.store.StoreException.Why;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// The envelopes that wait, in one file of slots that are used again (docs/decisions/0013).
///
/// One page of 4096 octets, `u64 "PRMAIL1\0" | u64 last complete batch | u8 1 if nothing free holds what was
/// erased`, then groups: a page of 64 headers
/// ([MailHeader], all zeros where nothing is) and 64 slots of 4096 octets. An envelope takes as many slots in
/// a row as it needs, and has the header of the first. It is there once [#sync] returned. What is [#free]
/// stays until its slots are used again or wiped.
///
/// Everything but [#read] is for one thread.
final class MailFile implements AutoCloseable {
    static final int SLOT = 4096;
    private static final int GROUP_LENGTH = SLOT * (1 + Slots.GROUP);
    private static final long MAGIC = 0x50524D41494C3100L; // "PRMAIL1", 0
    /// Room at the end that stays for what comes next.
    private static final long SPARE = 2L << 20;

    private final FileChannel file;
    private final Room room;
    private final Slots slots = new Slots();
    private final FileRun bodies;
    private final FileRun headers;
    /// what was taken back, and may still be in the file
    private final List<Place> unwritten = new ArrayList<>();
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(GROUP_LENGTH - SLOT);
    private long batch = 1;
    private int turn;
    private boolean unsynced;
    private volatile long end;

    /// Where an envelope lies.
    ///
    /// @param size octets of it
    record Place(int slot, int size) {
        int slots() {
            return size / SLOT;
        }
    }

    private MailFile(FileChannel file, Room room) throws IOException {
        this.file = file;
        this.room = room;
        this.end = file.size();
        this.bodies = new FileRun(file, GROUP_LENGTH);
        this.headers = new FileRun(file, SLOT);
    }

    /// Opens the file, or makes it (mode 600 where the system knows modes).
    ///
    /// @param room that it may take
    /// @param wanted is given each envelope, in no order, and says whether it is still wanted
    /// @throws StoreException `CORRUPT` if it is something else, `FULL` or `FAILED`
    static MailFile open(Path path, Room room, BiPredicate<Place, MailHeader> wanted) {
        return guarded(() -> {
            boolean fresh = Files.notExists(path);
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (fresh && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                }
                MailFile mail = new MailFile(file, room);
                mail.begin(wanted);
                return mail;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        });
    }

    private void begin(BiPredicate<Place, MailHeader> wanted) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(2 * Long.BYTES + 1);
        if (end < SLOT) {
            // New, or begun in the moment of a crash.
            end = 0;
        } else {
            FileRun.readFully(file, first, 0);
            if (first.getLong(0) != MAGIC) {
                throw new StoreException(Why.CORRUPT, "no file of envelopes");
            }
        }
        boolean clean = end == 0 || first.get(2 * Long.BYTES) == 1;
        long complete = first.getLong(Long.BYTES);
        batch = Math.max(batch, complete);
        scan((place, header) -> batch = Math.max(batch, header.batch()));
        List<Held> unsure = new ArrayList<>();
        scan((place, header) -> {
            if (slots.mark(place.slot(), place.slots())) {
                if (header.batch() > complete && header.batch() == batch) {
                    unsure.add(new Held(place, header));
                } else if (!wanted.test(place, header)) {
                    free(place);
                }
            }
        });
        begun(unsure, wanted);
        batch++;
        if (!clean) {
            slots.allDirty(groupsInFile());
        }
        state(false);
        file.force(true);
    }

    /// Of a batch whose end may not have reached the disk, those count that are whole and before which all are:
    /// a crash must not keep a later envelope and lose an earlier. No sender was told of any.
    private void begun(List<Held> unsure, BiPredicate<Place, MailHeader> wanted) throws IOException {
        unsure.sort(Comparator.comparingInt(held -> held.header().turn()));
        int whole = 0;
        for (Held held : unsure) {
            boolean next = held.header().turn() == whole && held.header().id().equals(Entry.idOf(read(held.place())));
            whole += next ? 1 : 0;
            if (!next) {
                // Before it is said that the batch is complete.
                clear(held.place());
            }
            if (!next || !wanted.test(held.place(), held.header())) {
                free(held.place());
            }
        }
        file.force(false);
    }

    private int groupsInFile() {
        return (int) Math.ceilDiv(Math.max(0, end - SLOT), (long) GROUP_LENGTH);
    }

    private interface Visitor {
        void visit(Place place, MailHeader header) throws IOException;
    }

    private void scan(Visitor visitor) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(SLOT);
        for (int group = 0; group < groupsInFile(); group++) {
            readHeaders(page, group);
            for (int at = 0; at < Slots.GROUP; at++) {
                Optional<MailHeader> header = MailHeader.read(page.position(at * MailHeader.LENGTH));
                if (header.isPresent()) {
                    Place place = new Place(group * Slots.GROUP + at, header.get().size());
                    boolean whole = at % place.slots() == 0 && bodyAt(place.slot()) + place.size() <= end;
                    if (whole) {
                        visitor.visit(place, header.get());
                    }
                }
            }
        }
    }

    private void readHeaders(ByteBuffer page, int group) throws IOException {
        page.clear();
        try {
            FileRun.readFully(file, page, headerAt(group * Slots.GROUP));
        } catch (EOFException e) {
            // The end of the file in the middle of a group that was begun: no headers from there on.
            page.put(new byte[page.remaining()]);
        }
        page.clear();
    }

    private static long headerAt(int slot) {
        return SLOT + (long) (slot / Slots.GROUP) * GROUP_LENGTH + (slot % Slots.GROUP) * (long) MailHeader.LENGTH;
    }

    private static long bodyAt(int slot) {
        return SLOT + (long) (slot / Slots.GROUP) * GROUP_LENGTH + SLOT * (1L + slot % Slots.GROUP);
    }

    /// Says what there is: all batches before this one are complete.
    private void state(boolean clean) throws IOException {
        ByteBuffer first =
                ByteBuffer.allocate(SLOT).putLong(MAGIC).putLong(batch - 1).put((byte) (clean ? 1 : 0));
        FileRun.writeFully(file, first.clear(), 0);
        end = Math.max(end, SLOT);
    }

    /// Puts an envelope into free slots. It is durable after [#sync].
    ///
    /// @throws StoreException `FULL` or `FAILED`; then nothing was put anywhere, but what was put since
    ///     the last [#sync] may be lost and has to be taken back
    Place write(MailHeader header, Envelope envelope) {
        return write(header, envelope, slots.take(envelope.octets().length() / SLOT));
    }

    private Place write(MailHeader header, Envelope envelope, int slot) {
        Place place = new Place(slot, envelope.octets().length());
        try {
            clearUnwritten();
            long until = bodyAt(place.slot()) + place.size();
            if (until > end && !room.isFor(until)) {
                throw new StoreException(Why.FULL, "no more room was allowed");
            }
            unsynced = true;
            guarded(() -> {
                envelope.octets().put(bodies.next(bodyAt(place.slot()), place.size()));
                ByteBuffer heads = headers.next(headerAt(place.slot()), place.slots() * MailHeader.LENGTH);
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

    /// An envelope whose transaction failed.
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
                state(false);
                file.force(false);
                for (Place place : unwritten) {
                    // Not beyond the end: there it would only make the file larger.
                    if (headerAt(place.slot()) < file.size()) {
                        clear(place);
                        unsynced = true;
                    }
                }
                unwritten.clear();
                return true;
            });
        }
    }

    private void clear(Place place) throws IOException {
        FileRun.writeFully(file, zeros.clear().limit(MailHeader.LENGTH), headerAt(place.slot()));
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
        return guarded(() -> {
            ByteBuffer octets = ByteBuffer.allocate(place.size());
            FileRun.readFully(file, octets, bodyAt(place.slot()));
            return Envelope.of(octets.array());
        });
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
                if (bodyAt(group * Slots.GROUP) < file.size()) {
                    zero(bits, group, SLOT, bodyAt(group * Slots.GROUP));
                    // Headers after what they stand for: a slot without one is known to be empty. And a batch
                    // that is known to be complete may have gaps.
                    state(false);
                    file.force(false);
                    zero(bits, group, MailHeader.LENGTH, headerAt(group * Slots.GROUP));
                    unsynced = true;
                }
                return true;
            });
        } catch (StoreException e) {
            slots.unwiped(group, bits);
            throw e;
        }
        return slots.countDirty() > 0;
    }

    private void zero(long bits, int group, int each, long from) throws IOException {
        long left = bits;
        while (left != 0) {
            int at = Long.numberOfTrailingZeros(left);
            int count = Long.numberOfTrailingZeros(~(left >>> at));
            long to = Math.min(file.size(), from + (long) (at + count) * each);
            int length = (int) Math.max(0, to - from - (long) at * each);
            FileRun.writeFully(file, zeros.clear().limit(length), from + (long) at * each);
            left &= count == Slots.GROUP ? 0 : ~(((1L << count) - 1) << at);
        }
    }

    /// The envelopes of the last group, if they would fit into free slots before it and much is free there.
    List<Held> toMove() {
        int last = slots.groups() - 1;
        while (last > 0 && slots.taken(last) == 0) {
            last--;
        }
        int there = Long.bitCount(slots.taken(Math.max(0, last)));
        long free = (long) last * Slots.GROUP - (slots.countTaken() - there);
        if (last < 1 || free - there < Math.max(SPARE / SLOT, slots.countTaken() / 8)) {
            return List.of();
        }
        int group = last;
        return guarded(() -> {
            ByteBuffer page = ByteBuffer.allocate(SLOT);
            readHeaders(page, group);
            List<Held> found = new ArrayList<>();
            for (int at = 0; at < Slots.GROUP; at++) {
                int slot = group * Slots.GROUP + at;
                boolean taken = (slots.taken(group) >>> at & 1) == 1;
                MailHeader.read(page.position(at * MailHeader.LENGTH))
                        .filter(header -> taken)
                        .ifPresent(header -> found.add(new Held(new Place(slot, header.size()), header)));
            }
            return found;
        });
    }

    record Held(Place place, MailHeader header) {}

    /// Copies an envelope into free slots of an earlier group. The old ones are freed by the caller
    /// after [#sync].
    ///
    /// @return where it is now; nothing if there is no room before it
    Optional<Place> move(Held held) {
        Envelope envelope = read(held.place());
        int slot = slots.takeBelow(held.place().slots(), held.place().slot() / Slots.GROUP);
        return slot < 0 ? Optional.empty() : Optional.of(write(held.header(), envelope, slot));
    }

    /// Gives what is free at the end back to the disk.
    void shorten() {
        long needed = Math.max(SLOT + (long) slots.groups() * GROUP_LENGTH, SPARE);
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

    /// Octets of the file.
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
                state(true);
                file.force(true);
            }
            return true;
        });
    }
}
