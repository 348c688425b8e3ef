package app.parley.relay.mailbox;

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
import java.util.List;
import java.util.Optional;

/// Where things are in the file of a [MailFile], and how they are read, cleared and wiped.
///
/// One page of 4096 octets, `u64 "PRMAIL1\0" | u64 last complete batch | u8 1 if nothing free holds what was
/// erased`, then groups: a page of 64 headers ([MailHeader], all zeros where nothing is) and 64 slots of 4096
/// octets. An envelope takes as many slots in a row as it needs, and has the header of the first.
final class MailPages {
    static final int SLOT = 4096;
    /// Octets of a group.
    static final int GROUP = SLOT * (1 + Slots.GROUP);

    private static final long MAGIC = 0x50524D41494C3100L;

    private final FileChannel file;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(GROUP - SLOT);

    /// Where an envelope lies.
    ///
    /// @param slot the first of its slots
    /// @param size octets of it
    record Place(int slot, int size) {
        int slots() {
            return size / SLOT;
        }

        int group() {
            return slot / Slots.GROUP;
        }
    }

    /// An envelope in the file, waited for or not.
    record Held(Place place, MailHeader header) {}

    /// What the first page says.
    ///
    /// @param complete batches up to this one reached the disk as a whole
    /// @param clean nothing free holds what was erased
    record State(long complete, boolean clean) {}

    MailPages(FileChannel file) {
        this.file = file;
    }

    /// Opens the file, or makes it, for this person only where the system knows modes.
    static FileChannel open(Path path) throws IOException {
        boolean fresh = Files.notExists(path);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (fresh && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    static long headerAt(int slot) {
        return groupAt(slot / Slots.GROUP) + (slot % Slots.GROUP) * (long) MailHeader.LENGTH;
    }

    static long bodyAt(int slot) {
        return groupAt(slot / Slots.GROUP) + SLOT * (1L + slot % Slots.GROUP);
    }

    /// Where a group begins.
    static long groupAt(int group) {
        return SLOT + (long) group * GROUP;
    }

    /// How many groups a file of that length has, the last one perhaps in part.
    static int groups(long length) {
        return (int) Math.ceilDiv(Math.max(0, length - SLOT), (long) GROUP);
    }

    /// @return nothing if the file is new, or was begun in the moment of a crash
    /// @throws StoreException `CORRUPT` if it is something else
    Optional<State> state() throws IOException {
        if (file.size() < SLOT) {
            return Optional.empty();
        }
        ByteBuffer first = ByteBuffer.allocate(SLOT);
        FileRun.readFully(file, first, 0);
        first.flip();
        if (first.getLong() != MAGIC) {
            throw new StoreException(Why.CORRUPT, "no file of envelopes");
        }
        return Optional.of(new State(first.getLong(), first.get() == 1));
    }

    void state(State state) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(SLOT)
                .putLong(MAGIC)
                .putLong(state.complete())
                .put((byte) (state.clean() ? 1 : 0));
        FileRun.writeFully(file, first.clear(), 0);
    }

    /// Whole headers of a group whose envelopes are inside of the file.
    List<Held> held(int group) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(SLOT);
        try {
            FileRun.readFully(file, page, groupAt(group));
        } catch (EOFException e) {
            // The end of the file in the middle of a group that was begun: zeros from there on.
            page.clear();
            return List.of();
        }
        List<Held> found = new ArrayList<>();
        for (int at = 0; at < Slots.GROUP; at++) {
            Optional<MailHeader> header = MailHeader.read(page.position(at * MailHeader.LENGTH));
            if (header.isPresent()) {
                Place place = new Place(group * Slots.GROUP + at, header.get().size());
                if (at % place.slots() == 0 && bodyAt(place.slot()) + place.size() <= file.size()) {
                    found.add(new Held(place, header.get()));
                }
            }
        }
        return found;
    }

    Envelope read(Place place) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(place.size());
        FileRun.readFully(file, octets, bodyAt(place.slot()));
        return Envelope.of(octets.array());
    }

    /// Nothing is said of this envelope any more. Where nothing was said nothing is written, which a full disk may
    /// refuse.
    void clear(Place place) throws IOException {
        long at = headerAt(place.slot());
        if (at + MailHeader.LENGTH <= file.size()) {
            ByteBuffer said = ByteBuffer.allocate(MailHeader.LENGTH);
            FileRun.readFully(file, said, at);
            if (said.flip().mismatch(zeros.clear().limit(MailHeader.LENGTH)) >= 0) {
                FileRun.writeFully(file, zeros, at);
            }
        }
    }

    /// Overwrites slots of a group with zeros.
    void wipeBodies(int group, long bits) throws IOException {
        zero(bits, SLOT, groupAt(group) + SLOT);
    }

    void wipeHeaders(int group, long bits) throws IOException {
        zero(bits, MailHeader.LENGTH, groupAt(group));
    }

    private void zero(long bits, int each, long from) throws IOException {
        long left = bits;
        while (left != 0) {
            int first = Long.numberOfTrailingZeros(left);
            int count = Long.numberOfTrailingZeros(~(left >>> first));
            long at = from + (long) first * each;
            long to = Math.min(file.size(), at + (long) count * each);
            FileRun.writeFully(file, zeros.clear().limit((int) Math.max(0, to - at)), at);
            left &= count == Slots.GROUP ? 0 : ~(((1L << count) - 1) << first);
        }
    }
}
