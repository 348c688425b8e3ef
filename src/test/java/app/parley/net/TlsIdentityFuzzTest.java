package app.parley.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// A relay's key file, damaged or planted.
class TlsIdentityFuzzTest {
    /// What Java's providers allocate for two signatures.
    private static final long TWO_SIGNATURES = 16 << 20;

    /// What was understood is one identity, however it is written again.
    @FuzzTest
    void key_file(byte[] data) {
        String pem = new String(data, ISO_8859_1);
        Canonical.find(data, TWO_SIGNATURES, bytes -> TlsIdentity.parse(pem)).ifPresent(identity -> {
            TlsIdentity again = TlsIdentity.parse(identity.toPem()).orElseThrow();
            assertEquals(identity.pin(), again.pin());
            assertEquals(identity.toPem(), again.toPem());
        });
    }
}
