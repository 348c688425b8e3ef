package app.parley.crypto.secret;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/// A `SecureRandom` that hands out given bytes, once and in order, to an algorithm of the JDK that would draw
/// its own.
/// Asked for more than there is, or after [#close()], it throws: nobody gets a byte twice.
final class GivenRandom extends SecureRandom implements AutoCloseable {
    private static final long serialVersionUID = 1L;
    private static final byte[] NO_BYTES = {};

    private transient byte[] given;
    private transient int next;

    GivenRandom(byte[] given) {
        super(new NoSource(), null);
        this.given = given.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
        if (target.length > given.length - next) {
            throw new IllegalStateException("No more bytes were given");
        }
        System.arraycopy(given, next, target, 0, target.length);
        next += target.length;
    }

    /// Wipes what was given.
    @Override
    public void close() {
        Secrets.wipe(given);
        given = NO_BYTES;
        next = 0;
    }

    @Override
    public String toString() {
        return "GivenRandom[…]";
    }

    /// Whatever does not come through [#nextBytes] is refused.
    private static final class NoSource extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        @Override
        protected void engineSetSeed(byte[] seed) {
            throw new UnsupportedOperationException("The bytes are given");
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            throw new UnsupportedOperationException("The bytes are given");
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            throw new UnsupportedOperationException("The bytes are given");
        }
    }
}
