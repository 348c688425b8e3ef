package app.parley.protocol;

import java.util.List;
import java.util.Optional;

/// What a link, QR code or `.parley` file carries (PROTOCOL.md §7): where the relay is, its key,
/// the right to join, the circle's key and, if a person made it, that person's account key.
///
/// @param relays one to eight addresses of the same relay
/// @param admission 16 octets that the relay recognises
/// @param circleKey 32 octets, the AES-256 key of the members' profiles
/// @param inviter who made it, if a person did
/// @param personal set if the invite is for one number
public record Invite(
        List<RelayAddress> relays,
        RelayPin pin,
        Octets admission,
        Octets circleKey,
        Optional<Inviter> inviter,
        Optional<Personal> personal) {
    public static final int ADMISSION_LENGTH = 16;
    public static final int KEY_LENGTH = 32;
    public static final int SECRET_LENGTH = 16;
    public static final int MAX_RELAYS = 8;

    public Invite {
        relays = List.copyOf(relays);
        if (relays.isEmpty() || relays.size() > MAX_RELAYS) {
            throw new IllegalArgumentException("an invite names one to eight relay addresses");
        }
        admission.exactly(ADMISSION_LENGTH);
        circleKey.exactly(KEY_LENGTH);
    }

    /// The person who made the invite.
    ///
    /// @param accountKey their account identity key (Ed25519, 32 octets)
    /// @param secret 16 octets that only the inviter and whoever holds the invite know, never the
    ///     relay: the newcomer proves with it that the invite reached them (PROTOCOL.md §2). Only
    ///     in an invite for one person.
    public record Inviter(Octets accountKey, Optional<Octets> secret) {
        public Inviter {
            accountKey.exactly(KEY_LENGTH);
            secret.ifPresent(octets -> octets.exactly(SECRET_LENGTH));
        }

        @Override
        public String toString() {
            return "Inviter[" + accountKey + "]";
        }
    }

    /// An invite for one person.
    ///
    /// @param code 6 to 8 digits that the relay already knows for this number
    public record Personal(PhoneNumber phone, String code) {
        public Personal {
            if (!code.matches("[0-9]{6,8}")) {
                throw new IllegalArgumentException("a code has 6 to 8 digits");
            }
        }

        @Override
        public String toString() {
            return "Personal[" + phone + "]";
        }
    }

    public Invite by(Inviter person) {
        return new Invite(relays, pin, admission, circleKey, Optional.of(person), personal);
    }

    @Override
    public String toString() {
        return "Invite[" + relays + "]";
    }
}
