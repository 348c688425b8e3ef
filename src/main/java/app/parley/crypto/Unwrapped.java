package app.parley.crypto;

/// What came out of a wrapped profile key.
public sealed interface Unwrapped {
    /// The passphrase was right. Not a value type.
    ///
    /// @param key the 32-byte profile key; the caller wipes it
    record Opened(byte[] key) implements Unwrapped {
        @Override
        public String toString() {
            return "Opened[…]";
        }
    }

    /// The file is whole, the passphrase is another one.
    record WrongPassphrase() implements Unwrapped {}

    /// The file is not what we wrote, or asks for more work than we ever do; no passphrase will open
    /// it.
    record Damaged() implements Unwrapped {}
}
