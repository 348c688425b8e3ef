package app.parley.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.client.Person;
import app.parley.client.history.Settings;
import app.parley.crypto.Sha256;
import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import java.util.Arrays;
import java.util.Optional;

/// How identifiers follow from keys and bytes (PROTOCOL.md §2, §7).
public final class Identities {
    private static final byte[] ACCOUNT = "parley/1/account".getBytes(US_ASCII);
    private static final byte[] CONVERSATION = "parley/1/conversation".getBytes(US_ASCII);

    private Identities() {}

    /// The account of an account identity key.
    public static AccountId account(Octets accountKey) {
        return new AccountId(Octets.of(Sha256.of(ACCOUNT, accountKey.toArray())));
    }

    /// SHA-256 of the encoded manifest.
    public static Octets hash(Manifest manifest) {
        return Octets.of(Sha256.of(manifest.encode()));
    }

    /// The conversation of two accounts, the same for both.
    public static Octets conversation(AccountId one, AccountId other) {
        byte[] a = one.octets().toArray();
        byte[] b = other.octets().toArray();
        boolean inOrder = Arrays.compareUnsigned(a, b) <= 0;
        return Octets.of(Sha256.of(CONVERSATION, inOrder ? a : b, inOrder ? b : a));
    }

    public static EnvelopeId envelope(byte[] envelope) {
        return new EnvelopeId(Octets.of(Arrays.copyOf(Sha256.of(envelope), EnvelopeId.LENGTH)));
    }

    /// Reads a manifest and checks its signature; empty if it is not one that its account key
    /// signed.
    public static Optional<Manifest> checked(Octets encoded) {
        try {
            Manifest manifest = Manifest.decode(encoded.toArray());
            boolean signed = Signatures.verify(
                    manifest.accountKey().toArray(),
                    "manifest",
                    manifest.signedPart(),
                    manifest.signature().toArray());
            return signed ? Optional.of(manifest) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /// How far somebody is trusted who is seen for the first time: who an invite came from is
    /// verified from the start, since it carried their key.
    public static Person.Trust firstTrust(Settings settings, Manifest manifest) {
        boolean inviter = settings.bytes(Settings.Name.INVITER)
                .map(key -> Octets.of(key).equals(manifest.accountKey()))
                .orElse(false);
        return inviter ? Person.Trust.VERIFIED : Person.Trust.FIRST_SEEN;
    }

    /// How two manifests of one account stand to each other.
    public enum Order {
        SAME,
        LATER,
        EARLIER,
        /// Both cannot be in one chain: the account key signed two histories.
        CONFLICTING
    }

    /// How `found` stands to the manifest that is known, both signed by the same account.
    public static Order compare(Manifest known, Manifest found) {
        if (found.equals(known)) {
            return Order.SAME;
        }
        if (found.seq() < known.seq()) {
            return Order.EARLIER;
        }
        return continues(known, found) ? Order.LATER : Order.CONFLICTING;
    }

    /// Whether `hash` names the manifest, or the one right before it.
    public static boolean names(Octets hash, Manifest manifest) {
        return hash.equals(hash(manifest)) || hash.equals(manifest.previousHash());
    }

    /// Whether `later` may follow `earlier` in the chain: the same, or signed by the same account
    /// with a higher `seq`, and naming `earlier` if it comes directly after it.
    static boolean continues(Manifest earlier, Manifest later) {
        if (later.equals(earlier)) {
            return true;
        }
        boolean next = later.seq() == earlier.seq() + 1;
        return later.accountKey().equals(earlier.accountKey())
                && later.seq() > earlier.seq()
                && (!next || later.previousHash().equals(hash(earlier)));
    }
}
