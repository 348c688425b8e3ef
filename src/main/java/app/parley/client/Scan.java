package app.parley.client;

import java.util.Optional;

/// What a picture said about the safety number with one person. Nothing is marked by looking.
///
/// @param other for [Verdict#OTHER_CONVERSATION]: the person whose conversation the code belongs
///     to, apart from the one asked about
public record Scan(Verdict verdict, Optional<Person> other) {
    /// In the order of what counts when a picture shows several codes.
    public enum Verdict {
        /// Their code, and it shows the same two keys as seen from here.
        SAME,
        /// A safety number of other keys: somebody may sit between, or it is of two people not
        /// known here.
        DIFFERS,
        /// A safety number of known keys, but not of these two people.
        OTHER_CONVERSATION,
        /// The code that is shown here, not theirs.
        OWN_CODE,
        /// A QR code that is no safety number.
        NOT_A_SAFETY_NUMBER,
        /// No QR code can be found.
        NO_CODE,
        /// Not a picture, a damaged one, or of a kind that is not read.
        NOT_A_PICTURE,
        /// More octets or pixels than are looked at.
        TOO_LARGE,
        /// The file is not there or may not be read.
        NOT_READABLE
    }

    public static Scan of(Verdict verdict) {
        return new Scan(verdict, Optional.empty());
    }
}
