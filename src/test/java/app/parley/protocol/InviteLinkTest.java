package app.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InviteLinkTest {
    private static final String LINK = InviteLink.format(Examples.INVITE);

    @Test
    void an_invite_comes_back_as_it_was() {
        assertEquals(new InviteLink.Parsed.Ok(Examples.INVITE), InviteLink.parse(LINK));
    }

    @Test
    void an_open_invite_without_an_inviter_comes_back_as_it_was() {
        Invite open = new Invite(
                List.of(new RelayAddress("::1", 1), new RelayAddress("relay.example", 65535)),
                Examples.INVITE.pin(),
                Examples.INVITE.admission(),
                Examples.INVITE.circleKey(),
                Optional.empty(),
                Optional.empty());
        assertEquals(new InviteLink.Parsed.Ok(open), InviteLink.parse(InviteLink.format(open)));
    }

    @Test
    void words_and_blanks_around_the_link_do_not_matter() {
        assertEquals(
                new InviteLink.Parsed.Ok(Examples.INVITE),
                InviteLink.parse("Here is your invite:\n  <" + LINK + ">  see you there!"));
    }

    @Test
    void any_single_wrong_character_is_noticed() {
        int start = LINK.indexOf("join/") + 5;
        for (int i = start; i < LINK.length(); i++) {
            char other = LINK.charAt(i) == 'A' ? 'B' : 'A';
            String typo = LINK.substring(0, i) + other + LINK.substring(i + 1);
            assertFalse(InviteLink.parse(typo) instanceof InviteLink.Parsed.Ok, () -> "a typo went unnoticed");
        }
    }

    @Test
    void a_link_cut_short_is_damaged() {
        assertInstanceOf(InviteLink.Parsed.Damaged.class, InviteLink.parse(LINK.substring(0, LINK.length() - 3)));
        assertInstanceOf(InviteLink.Parsed.Damaged.class, InviteLink.parse("parley://join/"));
    }

    @Test
    void something_else_is_not_an_invite() {
        assertInstanceOf(InviteLink.Parsed.NotAnInvite.class, InviteLink.parse("https://example.org/"));
        assertInstanceOf(InviteLink.Parsed.NotAnInvite.class, InviteLink.parse(""));
        assertInstanceOf(InviteLink.Parsed.NotAnInvite.class, InviteLink.parse(LINK + "A".repeat(9000)));
    }

    @Test
    void what_is_printed_by_mistake_holds_no_secret() {
        String printed = Examples.INVITE.toString() + Examples.INVITE.personal();
        assertFalse(printed.contains("12345678"));
        assertFalse(printed.contains(Examples.PHONE.e164()));
        assertTrue(printed.contains("192.0.2.7"));
    }
}
