package app.parley.crypto.secret;

/// The chain we receive with.
///
/// @param number which receiving chain of the session this is, from 0; the age of skipped keys is
///     counted in these
/// @param chainKey CKr, for message `n`
/// @param headerKey HKr
/// @param n the number of the next message not yet derived
record ReceivingChain(int number, byte[] chainKey, byte[] headerKey, int n) {
    ReceivingChain copy() {
        return new ReceivingChain(number, chainKey.clone(), headerKey.clone(), n);
    }

    void wipe() {
        Secrets.wipe(chainKey, headerKey);
    }

    @Override
    public String toString() {
        return "ReceivingChain[…]";
    }
}
