package app.parley.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.parley.crypto.Aead;
import app.parley.crypto.Randomness;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.content.CircleProfile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A profile is read by who has the circle's key, and believed only as its owner signed it.
class CircleProfileTest {
    private static final Randomness RANDOMNESS = Randomness.system();
    private static final byte[] KEY = new byte[32];

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

    private static Octets seal(CircleProfile profile) {
        return Circle.seal(KEY, profile, RANDOMNESS);
    }

    private Optional<CircleProfile> open(Octets sealed) {
        return Circle.open(KEY, alice.own.manifest(), sealed);
    }

    @Test
    void a_profile_is_read_and_has_one_size_for_all_names() {
        CircleProfile shortest = alice.profile("A");
        CircleProfile longest = alice.profile("ش".repeat(CircleProfile.MAX_NAME));
        assertEquals(Optional.of(shortest), open(seal(shortest)));
        assertEquals(Optional.of(longest), open(seal(longest)));
        assertEquals(556, seal(shortest).length());
        assertEquals(556, seal(longest).length());
        assertNotEquals(seal(shortest), seal(shortest));
    }

    @Test
    void another_circles_key_opens_nothing() {
        byte[] other = KEY.clone();
        other[31] = 1;
        assertEquals(Optional.empty(), Circle.open(other, alice.own.manifest(), seal(alice.profile("Alice"))));
    }

    @Test
    void a_profile_with_any_octet_changed_or_missing_is_not_read() {
        byte[] sealed = seal(alice.profile("Alice")).toArray();
        for (int at = 0; at < sealed.length; at++) {
            sealed[at] ^= 1;
            assertEquals(Optional.empty(), open(Octets.of(sealed)), "octet " + at);
            sealed[at] ^= 1;
        }
        assertEquals(Optional.empty(), open(Octets.of(Arrays.copyOf(sealed, sealed.length - 1))));
        assertEquals(Optional.empty(), open(Octets.EMPTY));
    }

    @Test
    void padding_that_is_not_zero_is_refused_at_every_octet() {
        CircleProfile profile = alice.profile("Alice");
        byte[] padded =
                Arrays.copyOf(new OctetWriter().opaque16(profile.encode()).toArray(), 528);
        assertEquals(Optional.of(profile), open(sealedAsIs(padded)));
        for (int at = 2 + profile.encode().length; at < padded.length; at++) {
            padded[at] = 1;
            assertEquals(Optional.empty(), open(sealedAsIs(padded)), "octet " + at);
            padded[at] = 0;
        }
    }

    /// Under the right key, for Alice's account, whatever it says.
    private Octets sealedAsIs(byte[] padded) {
        byte[] nonce = RANDOMNESS.bytes(Aead.NONCE_SIZE);
        byte[] aad = new OctetWriter()
                .fixed("parley/1/circle-profile".getBytes(US_ASCII))
                .octets(alice.own.account().octets())
                .toArray();
        return Octets.of(new OctetWriter()
                .fixed(nonce)
                .fixed(Aead.seal(KEY, nonce, aad, padded))
                .toArray());
    }

    @Test
    void the_profile_of_another_member_is_not_taken_for_this_one() {
        assertEquals(Optional.empty(), open(seal(mallory.profile("Alice"))));
    }

    @Test
    void a_profile_that_another_member_signed_is_not_believed() {
        CircleProfile hers = alice.profile("Alice");
        CircleProfile forged =
                new CircleProfile(hers.account(), hers.deviceId(), 2, "Not Alice", Optional.empty(), hers.signature());
        assertEquals(Optional.empty(), open(seal(forged)));
        assertEquals(Optional.empty(), open(seal(forged.signed(mallory.own.sign("profile", forged.signedPart())))));
        assertEquals(
                Optional.of("Not Alice"),
                open(seal(forged.signed(alice.own.sign("profile", forged.signedPart()))))
                        .map(CircleProfile::name));
    }

    @Test
    void a_signature_of_another_purpose_does_not_count() {
        CircleProfile unsigned = alice.profile("Alice");
        CircleProfile wrong = unsigned.signed(alice.own.sign("content", unsigned.signedPart()));
        assertEquals(Optional.empty(), open(seal(wrong)));
    }

    @Test
    void a_device_that_is_not_in_the_manifest_signs_for_nobody() {
        CircleProfile unsigned =
                new CircleProfile(alice.own.account(), 2, 1, "Alice", Optional.empty(), Octets.of(new byte[64]));
        assertEquals(Optional.empty(), open(seal(unsigned.signed(alice.own.sign("profile", unsigned.signedPart())))));
    }
}
