package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stored form of a session. Only this program reads it (it lies inside the encrypted
/// profile), so it is not part of the protocol; the first byte is its version.
///
/// `version 1 | flags | T 32 | RK 32 | NHKs 32 | PN u32 | NHKr 32 | receiving chains u32 |
/// sending | receiving | skipped`
final class RatchetCodec {
    private static final byte VERSION = 1;
    private static final byte UNKNOWN = 0;
    private static final byte DUE = 1;
    private static final byte ACTIVE = 2;
    private static final int EK = RatchetHeader.EK_SIZE;
    private static final int FIXED = 2 + 4 * 32 + 8;
    private static final int SENDING = 1 + 2 * 32 + 4 + 2 * 32 + KemKey.SEED_SIZE + EK + RatchetHeader.CT_SIZE;
    private static final int RECEIVING = 1 + 4 + 2 * 32 + 4;

    private RatchetCodec() {}

    static byte[] encode(RatchetState state) {
        int skipped = 1;
        for (SkippedKeys.Chain chain : state.skipped().chains()) {
            skipped += 4 + 32 + 4 + chain.numbers().length * 36;
        }
        ByteBuffer out = ByteBuffer.allocate(FIXED + SENDING + RECEIVING + skipped);
        out.put(VERSION).put((byte) (state.confirmed() ? 1 : 0));
        out.put(state.transcript()).put(state.root());
        out.put(state.nextSendHeader()).putInt(state.previousCount());
        out.put(state.nextReceiveHeader()).putInt(state.receivingChains());
        writeSending(out, state.sending());
        out.put((byte) (state.receiving().isPresent() ? 1 : 0));
        state.receiving()
                .ifPresent(chain -> out.putInt(chain.number())
                        .put(chain.chainKey())
                        .put(chain.headerKey())
                        .putInt(chain.n()));
        out.put((byte) state.skipped().chains().size());
        state.skipped().chains().forEach(chain -> writeSkipped(out, chain));
        byte[] exact = new byte[out.position()];
        out.flip().get(exact);
        Secrets.wipe(out.array());
        return exact;
    }

    private static void writeSending(ByteBuffer out, SendingChain sending) {
        switch (sending) {
            case SendingChain.Unknown unknown -> out.put(UNKNOWN);
            case SendingChain.Due due -> out.put(DUE).put(due.theirDh()).put(due.theirEk());
            case SendingChain.Active active -> {
                byte[] dh = active.dh().export();
                byte[] kem = active.kem().export();
                out.put(ACTIVE).put(active.chainKey()).put(active.headerKey()).putInt(active.n());
                out.put(dh).put(active.dh().publicKey());
                out.put(kem).put(active.kem().publicKey()).put(active.ct());
                Secrets.wipe(dh, kem);
            }
        }
    }

    private static void writeSkipped(ByteBuffer out, SkippedKeys.Chain chain) {
        out.putInt(chain.number()).put(chain.headerKey()).putInt(chain.numbers().length);
        for (int number : chain.numbers()) {
            out.putInt(number);
        }
        out.put(chain.keys());
    }

    static RatchetState decode(byte[] encoded) throws CryptoException {
        try {
            ByteBuffer in = ByteBuffer.wrap(encoded);
            CryptoException.require(in.get() == VERSION);
            byte confirmed = in.get();
            byte[] transcript = take(in, 32);
            byte[] root = take(in, 32);
            byte[] nextSendHeader = take(in, 32);
            int previousCount = count(in);
            byte[] nextReceiveHeader = take(in, 32);
            int receivingChains = count(in);
            SendingChain sending = readSending(in);
            Optional<ReceivingChain> receiving = readReceiving(in);
            SkippedKeys skipped = readSkipped(in);
            CryptoException.require(!in.hasRemaining() && (confirmed == 0 || confirmed == 1));
            return new RatchetState(
                    transcript,
                    root,
                    sending,
                    nextSendHeader,
                    previousCount,
                    receiving,
                    nextReceiveHeader,
                    receivingChains,
                    skipped,
                    confirmed == 1);
        } catch (BufferUnderflowException truncated) {
            throw new CryptoException();
        }
    }

    private static SendingChain readSending(ByteBuffer in) throws CryptoException {
        return switch (in.get()) {
            case UNKNOWN -> new SendingChain.Unknown();
            case DUE -> new SendingChain.Due(take(in, 32), take(in, EK));
            case ACTIVE ->
                new SendingChain.Active(
                        take(in, 32),
                        take(in, 32),
                        count(in),
                        AgreementKey.stored(take(in, 32), take(in, 32)),
                        KemKey.stored(KemKey.Level.L768, take(in, KemKey.SEED_SIZE), take(in, EK)),
                        take(in, RatchetHeader.CT_SIZE));
            default -> throw new CryptoException();
        };
    }

    private static Optional<ReceivingChain> readReceiving(ByteBuffer in) throws CryptoException {
        return switch (in.get()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new ReceivingChain(count(in), take(in, 32), take(in, 32), count(in)));
            default -> throw new CryptoException();
        };
    }

    private static SkippedKeys readSkipped(ByteBuffer in) throws CryptoException {
        int chains = in.get();
        CryptoException.require(chains >= 0 && chains <= SkippedKeys.MAX_CHAINS);
        List<SkippedKeys.Chain> read = new ArrayList<>();
        for (int i = 0; i < chains; i++) {
            int number = count(in);
            byte[] headerKey = take(in, 32);
            int[] numbers = new int[bounded(in, SkippedKeys.MAX_STORED)];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = count(in);
            }
            read.add(new SkippedKeys.Chain(number, headerKey, numbers, take(in, numbers.length * 32)));
        }
        return SkippedKeys.of(read);
    }

    private static int bounded(ByteBuffer in, int most) throws CryptoException {
        int count = count(in);
        CryptoException.require(count >= 1 && count <= most);
        return count;
    }

    private static int count(ByteBuffer in) throws CryptoException {
        int count = in.getInt();
        CryptoException.require(count >= 0);
        return count;
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
