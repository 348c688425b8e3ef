package app.parley.relay;

import app.parley.protocol.PhoneNumber;
import java.time.Duration;
import java.util.Optional;

/// What an invite that the owner makes is good for.
///
/// @param phone the one number it is for; it then carries a code. Empty for a group's: each of its
///     people gets a code from the owner
/// @param uses how many people it lets in, 1 to [#MAX_USES]; 1 with a number
/// @param valid for how long, at most [#LONGEST]
public record InviteTerms(Optional<PhoneNumber> phone, int uses, Duration valid) {
    public static final int MAX_USES = 10_000;
    public static final Duration LONGEST = Duration.ofDays(365);

    /// What an invite is good for if nothing is said.
    public static final Duration USUAL = Duration.ofDays(7);

    public InviteTerms {
        boolean usesFit = uses >= 1 && uses <= (phone.isPresent() ? 1 : MAX_USES);
        if (!usesFit || !valid.isPositive() || valid.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an invite has 1 to 10000 uses, one for a number, in at most a year");
        }
    }

    /// For one number, once, for 7 days.
    public static InviteTerms personal(PhoneNumber phone) {
        return new InviteTerms(Optional.of(phone), 1, USUAL);
    }
}
