package app.parley.client.session;

import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// What a profile keeps of a session that was not answered yet.
class OpeningFuzzTest {
    @FuzzTest
    void stored_opening(byte[] data) {
        Canonical.check(data, IllegalStateException.class, Opening::decode, Opening::encode);
    }
}
