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
    private final Manifest manifest;
    private final AccountId account;
    private final Octets manifestHash;

    private OwnIdentity(SigningKey accountKey, SigningKey signingKey, AgreementKey agreementKey, Manifest manifest) {
        this.accountKey = accountKey;
        this.signingKey = signingKey;
        this.agreementKey = agreementKey;
        this.manifest = manifest;
        this.account = Identities.account(manifest.accountKey());
        this.manifestHash = Identities.hash(manifest);
    }

    /// Makes the keys of a new profile and keeps them there.
    public static OwnIdentity create(Settings settings, Randomness randomness) {
        SigningKey accountKey = SigningKey.generate(randomness);
        SigningKey signingKey = SigningKey.generate(randomness);
        AgreementKey agreementKey = AgreementKey.generate(randomness);
        Octets aik = Octets.of(accountKey.publicKey());
        List<Manifest.Device> devices = List.of(
                new Manifest.Device(DEVICE, Octets.of(signingKey.publicKey()), Octets.of(agreementKey.publicKey())));
        Octets none = Octets.of(new byte[32]);
        byte[] signature = accountKey.sign("manifest", Manifest.signedPart(aik, 1, none, MIN_PROTOCOL, devices));
        Manifest manifest = new Manifest(aik, 1, none, MIN_PROTOCOL, devices, Octets.of(signature));
        settings.put(Name.ACCOUNT_SEED, accountKey.export());
        settings.put(Name.SIGNING_SEED, signingKey.export());
        settings.put(Name.AGREEMENT_SEED, agreementKey.export());
        settings.put(Name.MANIFEST, manifest.encode());
        return new OwnIdentity(accountKey, signingKey, agreementKey, manifest);
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
        return manifest.accountKey();
    }

    public Manifest manifest() {
        return manifest;
    }

    /// SHA-256 of the encoded manifest.
    public Octets manifestHash() {
        return manifestHash;
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
