package app.parley.client.session;

import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.SigningKey;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import java.time.Instant;
import java.util.List;

/// The own account and device: AIK, DSK, DIK and the manifest that binds them (PROTOCOL.md §2).
public final class OwnIdentity implements AutoCloseable {
    /// This device's id in the manifest. Parley/1 makes one device; the format has room for
    /// eight.
    public static final int DEVICE = 1;

    private static final int MIN_PROTOCOL = 1;

    private final SigningKey accountKey;
    private final SigningKey signingKey;
    private final AgreementKey agreementKey;
    private final AccountId account;
    private volatile Published published;

    private record Published(Manifest manifest, Octets hash) {
        static Published of(Manifest manifest) {
            return new Published(manifest, Identities.hash(manifest));
        }
    }

    private OwnIdentity(SigningKey accountKey, SigningKey signingKey, AgreementKey agreementKey, Manifest manifest) {
        this.accountKey = accountKey;
        this.signingKey = signingKey;
        this.agreementKey = agreementKey;
        this.account = Identities.account(manifest.accountKey());
        this.published = Published.of(manifest);
    }

    /// Makes the keys of a new profile and keeps them there.
    public static OwnIdentity create(Settings settings, Randomness randomness) {
        return make(settings, randomness, SigningKey.generate(randomness), 1);
    }

    /// Makes new device keys for an account whose key is known, and keeps them in a new profile.
    ///
    /// What the account's other devices published is not known here. So its counters, and the
    /// place of the manifest in its chain, start at the time: above anything that was counted. If
    /// the relay knows the last manifest, [#after] takes its place.
    ///
    /// @param accountSeed 32 octets
    /// @param now by the clock of this machine
    public static OwnIdentity recover(Settings settings, Randomness randomness, byte[] accountSeed, Instant now) {
        long start = Math.max(1, now.getEpochSecond());
        settings.put(Name.BUNDLE_COUNTER, start);
        settings.put(Name.PROFILE_COUNTER, start);
        return make(settings, randomness, SigningKey.of(accountSeed), start);
    }

    private static OwnIdentity make(Settings settings, Randomness randomness, SigningKey accountKey, long seq) {
        SigningKey signingKey = SigningKey.generate(randomness);
        AgreementKey agreementKey = AgreementKey.generate(randomness);
        List<Manifest.Device> devices = List.of(
                new Manifest.Device(DEVICE, Octets.of(signingKey.publicKey()), Octets.of(agreementKey.publicKey())));
        Manifest manifest = signed(accountKey, seq, Octets.of(new byte[32]), devices);
        settings.put(Name.ACCOUNT_SEED, accountKey.export());
        settings.put(Name.SIGNING_SEED, signingKey.export());
        settings.put(Name.AGREEMENT_SEED, agreementKey.export());
        settings.put(Name.MANIFEST, manifest.encode());
        return new OwnIdentity(accountKey, signingKey, agreementKey, manifest);
    }

    private static Manifest signed(SigningKey accountKey, long seq, Octets previous, List<Manifest.Device> devices) {
        Octets aik = Octets.of(accountKey.publicKey());
        byte[] signature = accountKey.sign("manifest", Manifest.signedPart(aik, seq, previous, MIN_PROTOCOL, devices));
        return new Manifest(aik, seq, previous, MIN_PROTOCOL, devices, Octets.of(signature));
    }

    /// The manifest that follows `last` in the chain and names this device.
    ///
    /// @param last signed by this account
    public Manifest after(Manifest last) {
        return signed(
                accountKey, last.seq() + 1, Identities.hash(last), manifest().devices());
    }

    /// Lets a manifest of [#after] be the own one. It must have been stored before.
    public void adopt(Manifest next) {
        published = Published.of(next);
    }

    /// Reads what [#create] kept.
    public static OwnIdentity load(Settings settings) {
        try {
            return new OwnIdentity(
                    SigningKey.of(settings.bytes(Name.ACCOUNT_SEED).orElseThrow()),
                    SigningKey.of(settings.bytes(Name.SIGNING_SEED).orElseThrow()),
                    AgreementKey.of(settings.bytes(Name.AGREEMENT_SEED).orElseThrow()),
                    Manifest.decode(settings.bytes(Name.MANIFEST).orElseThrow()));
        } catch (MalformedException e) {
            throw new IllegalStateException("the stored manifest is damaged", e);
        }
    }

    public AccountId account() {
        return account;
    }

    public Octets accountKey() {
        return manifest().accountKey();
    }

    public Manifest manifest() {
        return published.manifest();
    }

    /// SHA-256 of the encoded manifest.
    public Octets manifestHash() {
        return published.hash();
    }

    /// The 32-octet seed of the account key (a copy), for the recovery kit only; the caller wipes
    /// it.
    public byte[] accountSeed() {
        return accountKey.export();
    }

    AgreementKey agreementKey() {
        return agreementKey;
    }

    /// The device's signature.
    ///
    /// @param purpose as listed in PROTOCOL.md §1
    public byte[] sign(String purpose, byte[] message) {
        return signingKey.sign(purpose, message);
    }

    /// The account's own signature, for manifests and for confirming a code.
    public byte[] signAsAccount(String purpose, byte[] message) {
        return accountKey.sign(purpose, message);
    }

    @Override
    public void close() {
        accountKey.close();
        signingKey.close();
        agreementKey.close();
    }
}
