package app.parley.protocol.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.protocol.AccountId;
import app.parley.protocol.Examples;
import app.parley.protocol.MalformedException;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTest {
    static Collection<Content> contents() {
        return Examples.contents().values();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void content_comes_back_as_it_was(Content content) throws MalformedException {
        assertEquals(content, Content.decode(content.encode()));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void content_cut_short_or_with_something_left_over_is_refused(Content content) {
        byte[] whole = content.encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(MalformedException.class, () -> Content.decode(cut));
        }
        assertThrows(MalformedException.class, () -> Content.decode(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void there_is_an_example_of_every_kind() {
        assertEquals(Body.class.getPermittedSubclasses().length, contents().size());
    }

    @Test
    void an_unknown_kind_or_version_is_refused() {
        byte[] whole = Examples.content(new Body.Text("hi")).encode();
        for (int at : new int[] {0, 1}) {
            byte[] other = whole.clone();
            other[at] = 99;
            assertThrows(MalformedException.class, () -> Content.decode(other));
        }
    }

    @Test
    void the_signed_part_names_both_people_and_the_direction() {
        Content content = Examples.content(new Body.Text("hi"));
        AccountId alice = Examples.ACCOUNT;
        AccountId bob = new AccountId(Examples.HASH);
        assertFalse(Arrays.equals(content.signedPart(alice, bob), content.signedPart(bob, alice)));
    }

    @Test
    void a_text_that_is_not_utf8_is_refused() {
        byte[] whole = Examples.content(new Body.Text("abcd")).encode();
        int at = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("abcd");
        whole[at] = (byte) 0xff;
        assertThrows(MalformedException.class, () -> Content.decode(whole));
    }

    @Test
    void a_first_contact_and_a_profile_come_back_as_they_were() throws MalformedException {
        FirstContact contact = Examples.firstContact();
        assertEquals(contact, FirstContact.decode(contact.encode()));
        CircleProfile profile = Examples.profile();
        assertEquals(profile, CircleProfile.decode(profile.encode()));
        assertArrayEquals(
                profile.encode(), CircleProfile.decode(profile.encode()).encode());
    }

    @Test
    void a_name_of_blanks_or_over_64_characters_is_refused() {
        CircleProfile p = Examples.profile();
        for (String name : new String[] {"", "  ", "x".repeat(65)}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CircleProfile(p.account(), 1, 1, name, p.phone(), p.signature()));
        }
    }
}
