package app.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// The text form of an [Invite]: `parley://join/` and base64url without padding of
/// `version1 | fields | CRC-32`.
public final class InviteLink {
    private static final String PREFIX = "parley://join/";
    private static final int VERSION = 1;
    private static final int CHECK = 4;
    /// Longer texts are not looked at.
    private static final int MAX_LENGTH = 8192;

    private InviteLink() {}

    /// What a pasted text turned out to be.
    public sealed interface Parsed {
        record Ok(Invite invite) implements Parsed {}

        /// It begins like an invite, but a character is wrong or missing.
        record Damaged() implements Parsed {}

        /// An invite made by a newer Parley.
        record TooNew() implements Parsed {}

        record NotAnInvite() implements Parsed {}
    }

    public static String format(Invite invite) {
        OctetWriter out = new OctetWriter().u8(VERSION);
        out.list(invite.relays(), RelayAddress::write);
        invite.pin().write(out);
        out.octets(invite.admission()).octets(invite.circleKey());
        out.flag(invite.inviter().isPresent());
        invite.inviter().ifPresent(inviter -> {
            out.octets(inviter.accountKey()).flag(inviter.secret().isPresent());
            inviter.secret().ifPresent(out::octets);
        });
        out.flag(invite.personal().isPresent());
        invite.personal().ifPresent(personal -> {
            personal.phone().write(out);
            out.text(personal.code());
        });
        byte[] body = out.toArray();
        byte[] whole = Arrays.copyOf(body, body.length + CHECK);
        int check = check(body);
        for (int i = 0; i < CHECK; i++) {
            whole[body.length + i] = (byte) (check >>> (24 - 8 * i));
        }
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /// Finds the invite in a pasted text, which may have blanks, quotes or other words around the
    /// link.
    public static Parsed parse(String typed) {
        int start = typed.indexOf(PREFIX);
        if (start < 0 || typed.length() - start > MAX_LENGTH) {
            return new Parsed.NotAnInvite();
        }
        String code = firstWord(typed.substring(start + PREFIX.length()));
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(code.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return new Parsed.Damaged();
        }
        boolean canonical =
                Base64.getUrlEncoder().withoutPadding().encodeToString(whole).equals(code);
        return canonical ? decode(whole) : new Parsed.Damaged();
    }

    private static Parsed decode(byte[] whole) {
        if (whole.length < CHECK + 1) {
            return new Parsed.Damaged();
        }
        byte[] body = Arrays.copyOf(whole, whole.length - CHECK);
        int found = 0;
        for (int i = body.length; i < whole.length; i++) {
            found = found << 8 | whole[i] & 0xff;
        }
        if (found != check(body)) {
            return new Parsed.Damaged();
        }
        if (body[0] != VERSION) {
            return new Parsed.TooNew();
        }
        try {
            return new Parsed.Ok(OctetReader.whole(body, InviteLink::read));
        } catch (MalformedException e) {
            return new Parsed.Damaged();
        }
    }

    private static Invite read(OctetReader in) throws MalformedException {
        in.u8();
        return new Invite(
                in.list(Invite.MAX_RELAYS, RelayAddress::read),
                RelayPin.read(in),
                in.octets(Invite.ADMISSION_LENGTH),
                in.octets(Invite.KEY_LENGTH),
                in.flag() ? Optional.of(readInviter(in)) : Optional.empty(),
                in.flag() ? Optional.of(new Invite.Personal(PhoneNumber.read(in), in.text(8))) : Optional.empty());
    }

    private static Invite.Inviter readInviter(OctetReader in) throws MalformedException {
        return new Invite.Inviter(
                in.octets(Invite.KEY_LENGTH),
                in.flag() ? Optional.of(in.octets(Invite.SECRET_LENGTH)) : Optional.empty());
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean inAlphabet = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            if (!inAlphabet) {
                break;
            }
            end++;
        }
        return text.substring(0, end);
    }

    private static int check(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) crc.getValue();
    }
}
