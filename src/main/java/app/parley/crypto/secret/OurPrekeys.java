package app.parley.crypto.secret;

import org.jspecify.annotations.Nullable;

/// The private halves of the prekeys that somebody used to write to us. The caller closes them.
///
/// @param spk the signed X25519 prekey
/// @param oneTime the one-time X25519 prekey, or null when the sender used none
/// @param kem the ML-KEM-1024 key, one-time or last resort
public record OurPrekeys(AgreementKey spk, @Nullable AgreementKey oneTime, KemKey kem) {}
