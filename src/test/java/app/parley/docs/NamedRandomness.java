package app.parley.docs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.Randomness;
import app.parley.crypto.Sha256;
import java.util.ArrayDeque;
import java.util.Deque;

/// The same octets on every machine: block `b` of the `k`-th drawing is SHA-256 of `name/k/b`.
/// What was drawn can be looked at afterwards, in order.
final class NamedRandomness implements Randomness {
    private final String name;
    private final Deque<byte[]> drawn = new ArrayDeque<>();
    private int count;

    NamedRandomness(String name) {
        this.name = name;
    }

    @Override
    public void fill(byte[] target) {
        for (int at = 0; at < target.length; at += Sha256.SIZE) {
            byte[] block = Sha256.of((name + "/" + count + "/" + at / Sha256.SIZE).getBytes(US_ASCII));
            System.arraycopy(block, 0, target, at, Math.min(block.length, target.length - at));
        }
        count++;
        drawn.add(target.clone());
    }

    /// The oldest drawing not looked at yet.
    byte[] next(int length) {
        byte[] oldest = drawn.remove();
        if (oldest.length != length) {
            throw new IllegalStateException("drew " + oldest.length + " octets, not " + length);
        }
        return oldest;
    }

    void forget() {
        drawn.clear();
    }

    /// Gives exactly these octets, once.
    static Randomness fixed(byte[] octets) {
        return target -> {
            if (target.length != octets.length) {
                throw new IllegalStateException("wanted " + target.length + " octets, not " + octets.length);
            }
            System.arraycopy(octets, 0, target, 0, target.length);
        };
    }
}
