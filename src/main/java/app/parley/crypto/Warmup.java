package app.parley.crypto;

import java.nio.ByteBuffer;

/// Gets the JVM to compile AES-GCM before the first message needs it.
public final class Warmup {
    private static final int SEALS = 10_000;
    private static final int SIZE = 1024;

    private Warmup() {}

    /// Seals 10,000 times 1 KiB, about 100 ms of CPU; call it on a background thread at start. A
    /// fresh JVM seals at 60 to 105 MB/s for its first 50 to 80 MB in large calls; after this it
    /// runs at full speed at once.
    public static void run() {
        byte[] key = new byte[Aead.KEY_SIZE];
        byte[] plaintext = new byte[SIZE];
        byte[] sealed = new byte[SIZE + Aead.TAG_SIZE];
        byte[] aad = {};
        for (int i = 0; i < SEALS; i++) {
            byte[] nonce = ByteBuffer.allocate(Aead.NONCE_SIZE)
                    .putInt(Aead.NONCE_SIZE - Integer.BYTES, i)
                    .array();
            Aead.seal(key, nonce, aad, plaintext, 0, SIZE, sealed, 0);
        }
    }
}
