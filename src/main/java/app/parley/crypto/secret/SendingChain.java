package app.parley.crypto.secret;

/// What we send with, or what is needed before we can.
sealed interface SendingChain {
    /// A deep copy of everything secret.
    SendingChain copy();

    /// Wipes everything secret.
    void wipe();

    /// The responder before the initiator's first message: nothing to answer to yet.
    record Unknown() implements SendingChain {
        @Override
        public SendingChain copy() {
            return this;
        }

        @Override
        public void wipe() {
            // Nothing secret here.
        }
    }

    /// The peer has shown new ratchet keys; our next chain is made from them when we next send.
    ///
    /// @param theirDh their X25519 key, 32 bytes
    /// @param theirEk their ML-KEM-768 key, 1184 bytes
    record Due(byte[] theirDh, byte[] theirEk) implements SendingChain {
        @Override
        public SendingChain copy() {
            return this;
        }

        @Override
        public void wipe() {
            // Nothing secret here.
        }
    }

    /// A chain in use.
    ///
    /// @param chainKey CKs
    /// @param headerKey HKs
    /// @param n the number of the next message
    /// @param dh our ratchet key of this chain
    /// @param kem our KEM key of this chain, for the peer's answer
    /// @param ct the KEM ciphertext that every header of this chain carries
    record Active(byte[] chainKey, byte[] headerKey, int n, AgreementKey dh, KemKey kem, byte[] ct)
            implements SendingChain {
        @Override
        public SendingChain copy() {
            return new Active(chainKey.clone(), headerKey.clone(), n, dh.copy(), kem.copy(), ct);
        }

        /// This chain after one message more.
        Active advanced() {
            return new Active(RatchetKeys.nextChain(chainKey), headerKey.clone(), n + 1, dh.copy(), kem.copy(), ct);
        }

        @Override
        public void wipe() {
            Secrets.wipe(chainKey, headerKey);
            dh.close();
            kem.close();
        }

        @Override
        public String toString() {
            return "Active[…]";
        }
    }
}
