package app.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
    @Test
    void numbers_from_fiction_are_possible() {
        for (int i = 100; i <= 199; i++) {
            String number = "+12025550" + i;
            assertEquals(Optional.of(number), PhoneNumber.parse(number).map(PhoneNumber::e164));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1 202-555-0100", "+1 (202) 555 0100", " +12025550100 ", "＋１２０２５５５０１００"})
    void people_may_write_it_as_they_like(String typed) {
        assertEquals(Optional.of("+12025550100"), PhoneNumber.parse(typed).map(PhoneNumber::e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "+1", "+120255501001234567", "2025550100", "+12025550100 ext. 5", "+999123456"})
    void what_no_phone_can_have_is_refused(String typed) {
        assertEquals(Optional.empty(), PhoneNumber.parse(typed));
    }

    /// E.164 ends at 15 digits. German numbers may be longer, and libphonenumber calls those possible.
    @Test
    void fifteen_digits_are_a_number_and_sixteen_are_none_typed_or_on_the_wire() throws MalformedException {
        String longest = "+491512345678901";
        String longer = longest + "2";
        assertEquals(Optional.of(longest), PhoneNumber.parse(longest).map(PhoneNumber::e164));
        byte[] onWire = new OctetWriter().text(longest).toArray();
        assertEquals(longest, OctetReader.whole(onWire, PhoneNumber::read).e164());
        assertTrue(plans(longer), "the plan has such numbers");
        assertEquals(Optional.empty(), PhoneNumber.parse(longer));
        assertEquals(Optional.empty(), PhoneNumber.parse(longer.replace("+49", "0"), "DE"));
        byte[] tooLong = new OctetWriter().text(longer).toArray();
        assertThrows(MalformedException.class, () -> OctetReader.whole(tooLong, PhoneNumber::read));
    }

    private static boolean plans(String number) {
        return PhoneNumberUtil.getInstance().isPossibleNumber(number, "ZZ");
    }

    @Test
    void a_number_without_a_country_takes_the_region_it_is_typed_in() {
        assertEquals(
                Optional.of("+12025550100"),
                PhoneNumber.parse("202 555 0100", "US").map(PhoneNumber::e164));
    }

    @Test
    void only_the_exact_form_is_read_from_the_wire() {
        byte[] pretty = new OctetWriter().text("+1 2025550100").toArray();
        assertThrows(MalformedException.class, () -> OctetReader.whole(pretty, PhoneNumber::read));
    }

    @Test
    void it_does_not_print_itself_whole() {
        assertEquals("+12…00", PhoneNumber.parse("+12025550100").orElseThrow().toString());
    }
}
