package app.parley.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// What two people compare to be sure that nobody sits between them: Signal's numeric fingerprint
/// (version 0, 5200 rounds of SHA-512, 30 digits a side) over the identity key and the account id
/// of both. Both sides see the same 60 digits; the QR bytes differ by side, and each side's are
/// checked by the other's [#matchesQr(byte\[\])].
///
/// Not a value type: compare by [#digits()].
public final class SafetyNumber {
    private static final int ROUNDS = 5200;
    private static final int GROUP = 5;
    private static final int GROUPS_PER_SIDE = 6;
    private static final int SCANNED_BYTES = 32;
    private static final int QR_VERSION = 1;
    private static final int QR_SIZE = 74;
    /// Where the two halves stand in the QR code.
    private static final int LOCAL = 6;

    private static final int REMOTE = 42;
    private static final int MODULUS = 100_000;

    private final String digits;
    private final byte[] ourPrint;
    private final byte[] theirPrint;

    private SafetyNumber(byte[] ourPrint, byte[] theirPrint) {
        this.ourPrint = Arrays.copyOf(ourPrint, SCANNED_BYTES);
        this.theirPrint = Arrays.copyOf(theirPrint, SCANNED_BYTES);
        String ours = thirtyDigits(ourPrint);
        String theirs = thirtyDigits(theirPrint);
        this.digits = ours.compareTo(theirs) <= 0 ? ours + theirs : theirs + ours;
    }

    /// The number of two people. The first pair is our side, which only [#qr()] depends on.
    ///
    /// @param ourIdentityKey our AIK, the raw 32 bytes
    /// @param ourStableId our account id, 32 bytes
    /// @param theirIdentityKey their AIK, the raw 32 bytes
    /// @param theirStableId their account id, 32 bytes
    public static SafetyNumber of(
            byte[] ourIdentityKey, byte[] ourStableId, byte[] theirIdentityKey, byte[] theirStableId) {
        return new SafetyNumber(fingerprint(ourIdentityKey, ourStableId), fingerprint(theirIdentityKey, theirStableId));
    }

    /// All 60 digits without blanks.
    public String digits() {
        return digits;
    }

    /// Twelve groups of five digits, in reading order.
    public List<String> groups() {
        return IntStream.range(0, 2 * GROUPS_PER_SIDE)
                .mapToObj(i -> digits.substring(i * GROUP, (i + 1) * GROUP))
                .toList();
    }

    /// What our QR code holds: Signal's scannable fingerprint, 74 bytes, our half first.
    public byte[] qr() {
        return scannable(ourPrint, theirPrint);
    }

    /// Whether `scanned` is the other side's [#qr()].
    public boolean matchesQr(byte[] scanned) {
        return MessageDigest.isEqual(scannable(theirPrint, ourPrint), scanned);
    }

    /// Whether `scanned` is our own [#qr()].
    public boolean isOwnQr(byte[] scanned) {
        return MessageDigest.isEqual(qr(), scanned);
    }

    /// Whether `scanned` has the shape of a [#qr()] of this version, of whoever.
    public static boolean isQr(byte[] scanned) {
        if (scanned.length != QR_SIZE) {
            return false;
        }
        byte[] shape = scanned.clone();
        Arrays.fill(shape, LOCAL, LOCAL + SCANNED_BYTES, (byte) 0);
        Arrays.fill(shape, REMOTE, REMOTE + SCANNED_BYTES, (byte) 0);
        return MessageDigest.isEqual(scannable(new byte[SCANNED_BYTES], new byte[SCANNED_BYTES]), shape);
    }

    /// Whether `scanned`, an [#isQr(byte\[\])], was made by them or for us: one half fits, so the
    /// other one is what to look at.
    public boolean fitsHalf(byte[] scanned) {
        boolean theirs = MessageDigest.isEqual(theirPrint, Arrays.copyOfRange(scanned, LOCAL, LOCAL + SCANNED_BYTES));
        boolean forUs = MessageDigest.isEqual(ourPrint, Arrays.copyOfRange(scanned, REMOTE, REMOTE + SCANNED_BYTES));
        return theirs | forUs;
    }

    /// Whether somebody typed or pasted this number. Blanks, line breaks and hyphens do not
    /// count.
    public boolean matches(String typed) {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (Character.isDigit(c)) {
                found.append(Character.digit(c, 10));
            } else if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '-') {
                return false;
            }
        }
        return MessageDigest.isEqual(
                digits.getBytes(StandardCharsets.US_ASCII), found.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] fingerprint(byte[] identityKey, byte[] stableId) {
        MessageDigest sha512 = Sha256.digest("SHA-512");
        sha512.update(new byte[2]); // version 0
        sha512.update(identityKey);
        sha512.update(stableId);
        byte[] hash = sha512.digest(identityKey);
        for (int round = 1; round < ROUNDS; round++) {
            sha512.update(hash);
            hash = sha512.digest(identityKey);
        }
        return hash;
    }

    private static String thirtyDigits(byte[] fingerprint) {
        StringBuilder out = new StringBuilder(GROUP * GROUPS_PER_SIDE);
        for (int group = 0; group < GROUPS_PER_SIDE; group++) {
            int from = group * GROUP;
            long chunk = HexFormat.fromHexDigitsToLong(HexFormat.of().formatHex(fingerprint, from, from + GROUP));
            String number = Long.toString(chunk % MODULUS);
            out.repeat('0', GROUP - number.length()).append(number);
        }
        return out.toString();
    }

    /// The Protocol Buffers bytes of `{1: version, 2: {1: local}, 3: {1: remote}}`, written out
    /// by hand.
    private static byte[] scannable(byte[] local, byte[] remote) {
        byte[] out = HexFormat.of().parseHex("0800" + "12220a20" + "00".repeat(32) + "1a220a20" + "00".repeat(32));
        out[1] = QR_VERSION;
        System.arraycopy(local, 0, out, LOCAL, SCANNED_BYTES);
        System.arraycopy(remote, 0, out, REMOTE, SCANNED_BYTES);
        return out;
    }

    @Override
    public String toString() {
        return "SafetyNumber[" + digits + "]";
    }
}
