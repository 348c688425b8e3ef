package app.parley.protocol;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/// A phone number in E.164 form (`+` and up to 15 digits). It only has to be possible: without a
/// paid SMS nobody calls it, and numbers from fiction work.
///
/// `toString()` hides all but the country's first digits and the last two; [#e164()] is the real
/// one.
public final class PhoneNumber {
    private static final int MAX_E164 = 16;

    private final String e164;

    private PhoneNumber(String e164) {
        this.e164 = e164;
    }

    /// Reads what a person typed, in international form (`+1 202 555 0100`, `001 …` is not);
    /// empty if no such number is possible.
    public static Optional<PhoneNumber> parse(String typed) {
        return parse(typed, "ZZ");
    }

    /// The same, where a number without `+` is one of `region` (ISO 3166 two letters, `ZZ` for
    /// none).
    public static Optional<PhoneNumber> parse(String typed, String region) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        try {
            Phonenumber.PhoneNumber number = util.parse(typed, region);
            if (!util.isPossibleNumber(number) || number.hasExtension()) {
                return Optional.empty();
            }
            String e164 = util.format(number, PhoneNumberFormat.E164);
            // The phone library knows plans with longer numbers than E.164, and takes `+49 00…` for one that it
            // reads as another the next time. Neither would survive a frame.
            boolean lasting = e164.length() <= MAX_E164 && e164.equals(normal(util, e164));
            return lasting ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String normal(PhoneNumberUtil util, String e164) throws NumberParseException {
        return util.format(util.parse(e164, "ZZ"), PhoneNumberFormat.E164);
    }

    /// `+12025550100`
    public String e164() {
        return e164;
    }

    /// As people write it: `+1 202-555-0100`.
    public String international() {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        try {
            return util.format(util.parse(e164, "ZZ"), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            throw new IllegalStateException("a parsed number does not parse", e);
        }
    }

    public static PhoneNumber read(OctetReader in) throws MalformedException {
        String text = in.text(MAX_E164);
        return parse(text)
                .filter(number -> number.e164.equals(text))
                .orElseThrow(() -> new MalformedException("not a phone number in E.164 form"));
    }

    public void write(OctetWriter out) {
        out.text(e164);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhoneNumber o && e164.equals(o.e164);
    }

    @Override
    public int hashCode() {
        return e164.hashCode();
    }

    @Override
    public String toString() {
        return e164.substring(0, 3) + "…" + e164.substring(e164.length() - 2);
    }
}
