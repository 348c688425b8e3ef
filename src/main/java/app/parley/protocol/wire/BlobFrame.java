package app.parley.protocol.wire;

import app.parley.protocol.BlobId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;

/// The frames about blobs, both ways (PROTOCOL.md §8).
public final class BlobFrame {
    /// Octets of every part but the last.
    public static final int PART = 65_536;

    private BlobFrame() {}

    /// What a client asks.
    public sealed interface Ask extends ClientFrame {}

    /// What a relay answers.
    public sealed interface Answer extends RelayFrame {
        int tag();
    }

    /// Sets room aside for a blob. Needs a signed-in connection, for the limit; whose it is is not
    /// kept. Repeating it is harmless. Answered by [State].
    ///
    /// @param size octets, at least 1
    public record Create(int tag, BlobId.Write wid, BlobId.Read bid, long size) implements Ask {
        static Create read(OctetReader in) throws MalformedException {
            return new Create(in.u32(), BlobId.Write.read(in), BlobId.Read.read(in), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            wid.write(out.u32(tag));
            bid.write(out);
            out.u64(size);
        }
    }

    /// Uploads the part at `offset`. Answered by [State], which says where to go on if this was
    /// not the next part.
    public record Put(int tag, BlobId.Write wid, long offset, Octets part) implements Ask {
        static Put read(OctetReader in) throws MalformedException {
            return new Put(in.u32(), BlobId.Write.read(in), in.u64(), Octets.of(in.opaque32(PART)));
        }

        @Override
        public void write(OctetWriter out) {
            wid.write(out.u32(tag));
            out.u64(offset).opaque32(part.toArray());
        }

        @Override
        public String toString() {
            return "Put[" + offset + "]";
        }
    }

    /// Asks how far an upload is. Answered by [State].
    public record Query(int tag, BlobId.Write wid) implements Ask {
        static Query read(OctetReader in) throws MalformedException {
            return new Query(in.u32(), BlobId.Write.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            wid.write(out.u32(tag));
        }
    }

    /// Asks for at most [#PART] octets from `offset` on. Answered by [Part].
    public record Get(int tag, BlobId.Read bid, long offset) implements Ask {
        static Get read(OctetReader in) throws MalformedException {
            return new Get(in.u32(), BlobId.Read.read(in), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            bid.write(out.u32(tag));
            out.u64(offset);
        }
    }

    /// Erases a blob, whole or not. Answered by [RelayFrame.Done].
    public record Delete(int tag, BlobId.Write wid) implements Ask {
        static Delete read(OctetReader in) throws MalformedException {
            return new Delete(in.u32(), BlobId.Write.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            wid.write(out.u32(tag));
        }
    }

    /// How far an upload is. Once `received` is `size` all of it is on disk.
    ///
    /// @param expiresAt seconds since 1970
    public record State(int tag, long size, long received, long expiresAt) implements Answer {
        static State read(OctetReader in) throws MalformedException {
            return new State(in.u32(), in.u64(), in.u64(), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).u64(size).u64(received).u64(expiresAt);
        }
    }

    /// @param size of the whole blob
    /// @param octets none at its end
    public record Part(int tag, long size, Octets octets) implements Answer {
        static Part read(OctetReader in) throws MalformedException {
            return new Part(in.u32(), in.u64(), Octets.of(in.opaque32(PART)));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).u64(size).opaque32(octets.toArray());
        }

        @Override
        public String toString() {
            return "Part[" + octets.length() + " of " + size + "]";
        }
    }
}
