package app.parley.client.scan;

import app.parley.client.Picture;
import app.parley.client.Scan.Verdict;
import app.parley.crypto.SafetyNumber;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares what a picture shows with the safety number of two people (PROTOCOL.md §2).
///
/// @param us the own side
/// @param them the other side
/// @param others people known besides, to tell a code of another conversation from a wrong one
public record Comparison(Side us, Side them, List<Side> others) {
    /// Each costs some milliseconds.
    private static final int MOST_OTHERS = 200;

    /// One side of a safety number.
    ///
    /// @param accountKey AIK, 32 octets
    public record Side(AccountId account, Octets accountKey) {}

    /// @param account whose code it is, for [Verdict#OTHER_CONVERSATION]
    public record Outcome(Verdict verdict, Optional<AccountId> account) {
        private static Outcome of(Verdict verdict) {
            return new Outcome(verdict, Optional.empty());
        }
    }

    public static SafetyNumber number(Side ours, Side theirs) {
        return SafetyNumber.of(
                ours.accountKey().toArray(),
                ours.account().octets().toArray(),
                theirs.accountKey().toArray(),
                theirs.account().octets().toArray());
    }

    /// Looks at a picture. If it shows several codes, the first of [Scan.Verdict] counts.
    public Outcome with(Picture picture) {
        return switch (QrPicture.read(picture)) {
            case QrPicture.Found.Unusable(Verdict verdict) -> Outcome.of(verdict);
            case QrPicture.Found.Codes(List<byte[]> contents) ->
                contents.stream()
                        .map(this::code)
                        .min(Comparator.comparing(Outcome::verdict))
                        .orElseThrow();
        };
    }

    private Outcome code(byte[] scanned) {
        SafetyNumber number = number(us, them);
        if (number.matchesQr(scanned)) {
            return Outcome.of(Verdict.SAME);
        }
        if (number.isOwnQr(scanned)) {
            return Outcome.of(Verdict.OWN_CODE);
        }
        if (!SafetyNumber.isQr(scanned)) {
            return Outcome.of(Verdict.NOT_A_SAFETY_NUMBER);
        }
        return number.fitsHalf(scanned) ? elsewhere(scanned) : Outcome.of(Verdict.DIFFERS);
    }

    /// One half is right. The other may be that of somebody else who is known here: their code
    /// for us, or the other person's code for them.
    private Outcome elsewhere(byte[] scanned) {
        return others.stream()
                .limit(MOST_OTHERS)
                .filter(other -> number(us, other).matchesQr(scanned)
                        || number(other, them).matchesQr(scanned))
                .findFirst()
                .map(other -> new Outcome(Verdict.OTHER_CONVERSATION, Optional.of(other.account())))
                .orElseGet(() -> Outcome.of(Verdict.DIFFERS));
    }
}
