package app.parley.client.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A relay hands out keys to write to Alice with. Whatever it does, nobody else's get through.
class PeerKeysTest {
    private static final Randomness RANDOMNESS = Randomness.system();

    @TempDir
    Path folder;

    private Member alice;
    private Member mallory;

    @BeforeEach
    void start() {
        alice = new Member("alice", folder, RANDOMNESS);
        mallory = new Member("mallory", folder, RANDOMNESS);
    }

    @AfterEach
    void stop() {
        alice.close();
        mallory.close();
    }

    private Optional<PeerKeys> check(Octets manifest, Octets bundle, Optional<OneTimeKey> pair) {
        return PeerKeys.check(alice.own.account(), OwnIdentity.DEVICE, manifest, bundle, pair, Member.NOW);
    }

    private Optional<PeerKeys> check(KeyBundle bundle, Instant now) {
        return PeerKeys.check(
                alice.own.account(),
                OwnIdentity.DEVICE,
                alice.manifest(),
                Octets.of(bundle.encode()),
                Optional.empty(),
                now);
    }

    private static Octets changed(Octets octets, int at) {
        byte[] bytes = octets.toArray();
        bytes[at] ^= 1;
        return Octets.of(bytes);
    }

    /// Alice's bundle with another owner, device, manifest or time.
    private KeyBundle bundle(Member owner, int device, Octets manifestHash, Instant expires) {
        KeyBundle b = alice.bundle;
        return new KeyBundle(
                owner.own.account(),
                device,
                manifestHash,
                b.counter(),
                b.generation(),
                b.signedPrekey(),
                b.lastResortKem(),
                b.sealKey(),
                b.introMailbox(),
                expires.getEpochSecond(),
                b.signature());
    }

    @Test
    void what_a_member_published_is_taken_with_and_without_a_pair() {
        Optional<OneTimeKey> pair = Optional.of(alice.pairs.getFirst());
        PeerKeys keys = check(alice.manifest(), alice.encodedBundle(), pair).orElseThrow();
        assertEquals(alice.bundle, keys.bundle());
        assertEquals(pair, keys.oneTime());
        assertEquals(alice.own.manifest().device(OwnIdentity.DEVICE).orElseThrow(), keys.device());
        assertTrue(
                check(alice.manifest(), alice.encodedBundle(), Optional.empty()).isPresent());
    }

    @Test
    void a_bundle_with_any_part_changed_is_refused() {
        int length = alice.encodedBundle().length();
        for (int at = 0; at < length; at += 97) {
            assertTrue(
                    check(alice.manifest(), changed(alice.encodedBundle(), at), Optional.empty())
                            .isEmpty(),
                    "octet " + at);
        }
        assertTrue(check(alice.manifest(), changed(alice.encodedBundle(), length - 1), Optional.empty())
                .isEmpty());
        assertTrue(check(alice.manifest(), Octets.EMPTY, Optional.empty()).isEmpty());
    }

    @Test
    void a_manifest_with_any_octet_changed_is_refused() {
        for (int at = 0; at < alice.manifest().length(); at++) {
            assertTrue(
                    check(changed(alice.manifest(), at), alice.encodedBundle(), Optional.empty())
                            .isEmpty(),
                    "octet " + at);
        }
    }

    @Test
    void keys_of_another_account_are_refused() {
        assertTrue(check(mallory.manifest(), mallory.encodedBundle(), Optional.empty())
                .isEmpty());
        assertTrue(check(alice.manifest(), mallory.encodedBundle(), Optional.empty())
                .isEmpty());
        KeyBundle claimed = bundle(
                alice, OwnIdentity.DEVICE, alice.own.manifestHash(), Instant.ofEpochSecond(alice.bundle.expiresAt()));
        assertTrue(check(mallory.resigned(claimed), Member.NOW).isEmpty());
    }

    @Test
    void a_bundle_that_its_signer_made_for_another_account_is_refused() {
        KeyBundle foreign = bundle(mallory, OwnIdentity.DEVICE, alice.own.manifestHash(), Member.NOW);
        assertTrue(check(alice.resigned(foreign), Member.NOW).isEmpty());
    }

    @Test
    void a_bundle_of_another_device_is_refused() {
        KeyBundle other = bundle(alice, 2, alice.own.manifestHash(), Member.NOW);
        assertTrue(check(alice.resigned(other), Member.NOW).isEmpty());
        assertTrue(PeerKeys.check(
                        alice.own.account(), 2, alice.manifest(), alice.encodedBundle(), Optional.empty(), Member.NOW)
                .isEmpty());
    }

    @Test
    void a_bundle_for_another_manifest_is_refused() {
        Octets next = Octets.of(alice.next().encode());
        assertTrue(check(next, alice.encodedBundle(), Optional.empty()).isEmpty());
        KeyBundle moved = bundle(alice, OwnIdentity.DEVICE, Identities.hash(alice.next()), Member.NOW);
        assertTrue(check(next, Octets.of(alice.resigned(moved).encode()), Optional.empty())
                .isPresent());
    }

    @Test
    void a_bundle_is_good_until_two_days_after_its_time() {
        Instant end = Instant.ofEpochSecond(alice.bundle.expiresAt()).plus(Duration.ofDays(2));
        assertTrue(check(alice.bundle, end.minusSeconds(1)).isPresent());
        assertTrue(check(alice.bundle, end).isEmpty());
    }

    @Test
    void a_pair_that_is_not_of_this_device_is_refused() {
        OneTimeKey pair = alice.pairs.getFirst();
        byte[] otherDevice = OneTimeKey.signedPart(alice.own.account(), 2, pair.id(), pair.agreement(), pair.kem());
        OneTimeKey moved = new OneTimeKey(
                pair.id(), pair.agreement(), pair.kem(), Octets.of(alice.own.sign("one-time", otherDevice)));
        refused(moved);
        refused(mallory.pairs.getFirst());
    }

    @Test
    void a_pair_with_any_part_changed_is_refused() {
        OneTimeKey pair = alice.pairs.getFirst();
        refused(new OneTimeKey(pair.id() + 1, pair.agreement(), pair.kem(), pair.signature()));
        refused(new OneTimeKey(pair.id(), changed(pair.agreement(), 0), pair.kem(), pair.signature()));
        refused(new OneTimeKey(pair.id(), pair.agreement(), changed(pair.kem(), 1567), pair.signature()));
        refused(new OneTimeKey(pair.id(), pair.agreement(), pair.kem(), changed(pair.signature(), 63)));
    }

    private void refused(OneTimeKey pair) {
        assertTrue(check(alice.manifest(), alice.encodedBundle(), Optional.of(pair))
                .isEmpty());
    }
}
