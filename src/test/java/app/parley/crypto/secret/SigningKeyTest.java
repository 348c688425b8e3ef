package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.SeededRandomness;
import app.parley.crypto.Signatures;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private final SigningKey key = SigningKey.generate(new SeededRandomness(71));

    @Test
    void the_public_key_of_a_seed_is_the_one_in_rfc_8032() {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assertEquals(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                HexFormat.of().formatHex(SigningKey.of(seed).publicKey()));
    }

    @Test
    void signing_is_repeatable_and_survives_the_store() {
        byte[] message = {1, 2, 3};
        byte[] signature = key.sign("content", message);
        assertArrayEquals(signature, SigningKey.of(key.export()).sign("content", message));
        assertTrue(Signatures.verify(key.publicKey(), "content", message, signature));
        assertTrue(Signatures.verify(key.publicKey(), "content", new byte[0], key.sign("content", new byte[0])));
    }

    @Test
    void closing_wipes_the_seed_and_copies_are_handed_out() {
        byte[] copy = key.export();
        copy[0] ^= 1;
        key.publicKey()[0] ^= 1;
        assertArrayEquals(SigningKey.of(key.export()).publicKey(), key.publicKey());
        key.close();
        assertArrayEquals(new byte[32], key.export());
        assertThrows(IllegalArgumentException.class, () -> SigningKey.of(new byte[64]));
    }
}
