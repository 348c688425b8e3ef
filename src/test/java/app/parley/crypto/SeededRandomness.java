package app.parley.crypto;

import java.nio.ByteBuffer;
import java.util.Random;

/// Repeatable bytes for tests: SHA-256 of seed and a counter.
public final class SeededRandomness implements Randomness {
    private final byte[] seed;
    private long counter;

    public SeededRandomness(long seed) {
        this.seed = ByteBuffer.allocate(8).putLong(seed).array();
    }

    @Override
    public void fill(byte[] target) {
        for (int done = 0; done < target.length; done += Sha256.SIZE) {
            byte[] block =
                    Sha256.of(seed, ByteBuffer.allocate(8).putLong(counter++).array());
            System.arraycopy(block, 0, target, done, Math.min(block.length, target.length - done));
        }
    }

    /// For choices that are not keys.
    public Random choices() {
        return new Random(ByteBuffer.wrap(seed).getLong());
    }
}
