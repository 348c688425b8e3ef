package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import org.jspecify.annotations.Nullable;

/// Alice and Bob after their handshake, for tests.
record People(RatchetSession alice, RatchetSession bob) {
    static final byte[] CONTEXT = "suite, accounts, devices, manifests".getBytes(UTF_8);

    /// The private halves that Bob keeps, and what he publishes.
    record Bob(AgreementKey dik, AgreementKey spk, AgreementKey oneTime, KemKey kem) {
        static Bob fresh(Randomness randomness) {
            return new Bob(
                    AgreementKey.generate(randomness),
                    AgreementKey.generate(randomness),
                    AgreementKey.generate(randomness),
                    KemKey.generate(KemKey.Level.L1024, randomness));
        }

        TheirPrekeys published(boolean withOneTime) {
            byte @Nullable [] oneTimePublic = withOneTime ? oneTime.publicKey() : null;
            return new TheirPrekeys(dik.publicKey(), spk.publicKey(), oneTimePublic, kem.publicKey());
        }

        OurPrekeys kept(boolean withOneTime) {
            return new OurPrekeys(spk, withOneTime ? oneTime : null, kem);
        }
    }

    static People met(Randomness randomness) throws CryptoException {
        AgreementKey alice = AgreementKey.generate(randomness);
        Bob bob = Bob.fresh(randomness);
        Handshake.Initiated started = Handshake.initiate(alice, bob.published(true), CONTEXT, randomness);
        Handshake.Agreed agreed = Handshake.respond(
                bob.dik, bob.kept(true), alice.publicKey(), started.ephemeral(), started.kemCiphertext(), CONTEXT);
        return new People(
                RatchetSession.initiator(started.sk(), started.transcript(), randomness),
                RatchetSession.responder(agreed.sk(), agreed.transcript()));
    }
}
