package app.parley.relay;

import java.time.Duration;

/// What a relay takes in attachments.
///
/// @param each octets of one
/// @param all octets of all of them together
/// @param perMemberAndDay octets that one member may begin to upload in a day
/// @param kept how long each is kept
public record BlobLimits(long each, long all, long perMemberAndDay, Duration kept) {
    /// One of 2 GiB with its padding fits; 20 GiB together, 4 GiB a member and day, 14 days.
    public static final BlobLimits DEFAULT =
            new BlobLimits((2L << 30) + (128L << 20), 20L << 30, 4L << 30, Duration.ofDays(14));

    public BlobLimits {
        if (each < 1 || all < 1 || perMemberAndDay < 1 || !kept.isPositive()) {
            throw new IllegalArgumentException("limits of blobs are above zero");
        }
    }
}
