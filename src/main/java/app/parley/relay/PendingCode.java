package app.parley.relay;

import app.parley.protocol.PhoneNumber;
import java.time.Instant;

/// A code that the owner is to hand over, by voice or in person.
///
/// @param code six digits
/// @param expires by the wall clock, for display
public record PendingCode(PhoneNumber phone, String code, Instant expires) {
    @Override
    public String toString() {
        return "PendingCode[" + phone + "]";
    }
}
