package app.parley.app.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/// What comes from an address.
class StatementFuzzTest {
    @FuzzTest
    void statement(byte[] data) {
        Canonical.find(data, Statement::parse)
                .ifPresent(read -> assertEquals(Optional.of(read), Statement.parse(read.encode())));
    }

    @FuzzTest
    void signed(byte[] data) {
        Canonical.find(data, octets -> Signed.parse(Signed.Purpose.UPDATE, octets))
                .ifPresent(read -> {
                    byte[] whole = read.whole();
                    assertArrayEquals(
                            whole,
                            Signed.parse(Signed.Purpose.UPDATE, whole)
                                    .orElseThrow()
                                    .whole());
                });
    }
}
