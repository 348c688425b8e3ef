package app.parley.ui.login;

/// A rough idea of how long a passphrase withstands guessing. Length counts most; repeated
/// characters count little.
public enum Strength {
    NONE,
    TOO_SHORT,
    WEAK,
    FAIR,
    STRONG;

    private static final int SHORTEST = 8;
    private static final double FAIR_BITS = 50;
    private static final double STRONG_BITS = 75;

    public static Strength of(String passphrase) {
        if (passphrase.isEmpty()) {
            return NONE;
        }
        int length = passphrase.codePointCount(0, passphrase.length());
        if (length < SHORTEST) {
            return TOO_SHORT;
        }
        long different = passphrase.codePoints().distinct().count();
        double bits = Math.min(length, different * 2) * Math.log(alphabet(passphrase)) / Math.log(2);
        if (bits < FAIR_BITS) {
            return WEAK;
        }
        return bits < STRONG_BITS ? FAIR : STRONG;
    }

    private static int alphabet(String text) {
        int size = 0;
        size += text.codePoints().anyMatch(Character::isLowerCase) ? 26 : 0;
        size += text.codePoints().anyMatch(Character::isUpperCase) ? 26 : 0;
        size += text.codePoints().anyMatch(Character::isDigit) ? 10 : 0;
        size += text.codePoints().anyMatch(point -> !Character.isLetterOrDigit(point)) ? 12 : 0;
        return Math.max(size, 26);
    }

    /// Whether it may be used at all.
    public boolean enough() {
        return compareTo(WEAK) >= 0;
    }
}
