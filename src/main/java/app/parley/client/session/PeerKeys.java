package app.parley.client.session;

import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a relay handed out to begin a session with somebody, checked: every signature, that it is
/// theirs, and that it belongs together (PROTOCOL.md §3).
///
/// @param oneTime empty if none was left; the session is weaker until the first answer then
public record PeerKeys(Manifest manifest, Manifest.Device device, KeyBundle bundle, Optional<OneTimeKey> oneTime) {
    /// How far a bundle may be over its time before it is refused; clocks differ.
    private static final Duration GRACE = Duration.ofDays(2);

    /// @return empty if anything does not hold: the relay or the network cheats, or the bundle is
    ///     too old
    public static Optional<PeerKeys> check(
            AccountId wanted,
            int deviceId,
            Octets encodedManifest,
            Octets encodedBundle,
            Optional<OneTimeKey> oneTime,
            Instant now) {
        Optional<Manifest> manifest = Identities.checked(encodedManifest)
                .filter(found -> Identities.account(found.accountKey()).equals(wanted));
        Optional<Manifest.Device> device = manifest.flatMap(found -> found.device(deviceId));
        if (device.isEmpty()) {
            return Optional.empty();
        }
        byte[] signingKey = device.get().signingKey().toArray();
        Optional<KeyBundle> bundle = bundle(wanted, deviceId, signingKey, encodedBundle)
                .filter(found -> found.manifestHash().equals(Identities.hash(manifest.get())))
                .filter(found ->
                        Instant.ofEpochSecond(found.expiresAt()).plus(GRACE).isAfter(now));
        boolean oneTimeSigned = oneTime.map(key -> Signatures.verify(
                        signingKey,
                        "one-time",
                        OneTimeKey.signedPart(wanted, deviceId, key.id(), key.agreement(), key.kem()),
                        key.signature().toArray()))
                .orElse(true);
        if (bundle.isEmpty() || !oneTimeSigned) {
            return Optional.empty();
        }
        return Optional.of(new PeerKeys(manifest.get(), device.get(), bundle.get(), oneTime));
    }

    private static Optional<KeyBundle> bundle(AccountId wanted, int deviceId, byte[] signingKey, Octets encoded) {
        try {
            KeyBundle bundle = KeyBundle.decode(encoded.toArray());
            boolean theirs = bundle.account().equals(wanted) && bundle.deviceId() == deviceId;
            boolean signed = Signatures.verify(
                    signingKey,
                    "bundle",
                    bundle.signedPart(),
                    bundle.signature().toArray());
            return theirs && signed ? Optional.of(bundle) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
