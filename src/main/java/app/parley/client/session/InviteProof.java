package app.parley.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.client.history.IssuedInvites;
import app.parley.crypto.HmacSha256;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import java.security.MessageDigest;
import java.util.Optional;

/// What a newcomer shows the person who invited them, so that both ends of the invite start
/// verified (PROTOCOL.md §2): the invite carried the inviter's key, and this proves that it
/// reached the newcomer. The relay never sees the secret.
public final class InviteProof {
    private static final byte[] PURPOSE = "parley/1/invite-proof".getBytes(US_ASCII);

    private InviteProof() {}

    /// @param secret of the invite, 16 octets
    /// @return HMAC-SHA256, 32 octets
    public static Octets of(Octets secret, AccountId inviter, AccountId newcomer) {
        return Octets.of(HmacSha256.of(
                secret.toArray(),
                PURPOSE,
                inviter.octets().toArray(),
                newcomer.octets().toArray()));
    }

    /// The secret of the invite that `proof` was made with, if it was issued here.
    public static Optional<Octets> find(IssuedInvites issued, Octets proof, AccountId inviter, AccountId newcomer) {
        return issued.all().stream()
                .filter(secret ->
                        MessageDigest.isEqual(of(secret, inviter, newcomer).toArray(), proof.toArray()))
                .findFirst();
    }
}
