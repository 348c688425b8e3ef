package app.parley.crypto.secret;

import org.jspecify.annotations.Nullable;

/// The public keys of the device we want to write to, from its manifest and its bundle. The
/// caller has checked their signatures. Not a value type.
///
/// @param dik its X25519 identity key, 32 bytes
/// @param spk its signed X25519 prekey, 32 bytes
/// @param oneTime a one-time X25519 prekey, 32 bytes, or null when none was left
/// @param kem a one-time ML-KEM-1024 key or the last-resort one, 1568 bytes
public record TheirPrekeys(byte[] dik, byte[] spk, byte @Nullable [] oneTime, byte[] kem) {}
