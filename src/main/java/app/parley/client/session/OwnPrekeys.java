package app.parley.client.session;

import app.parley.client.history.Mailboxes;
import app.parley.client.history.Prekeys;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.KemKey;
import app.parley.crypto.secret.OurPrekeys;
import app.parley.crypto.secret.SealKey;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The own keys at the relay (PROTOCOL.md §3): a bundle whose keys change every 48 hours of use,
/// and one-time pairs filled up to 50 when fewer than 20 are left.
public final class OwnPrekeys {
    /// One-time pairs at the relay after filling up.
    public static final int FULL = 50;
    /// Below this they are filled up.
    public static final int LOW = 20;

    private static final Duration ROTATE = Duration.ofHours(48);
    private static final Duration KEEP = Duration.ofDays(14);

    private final OwnIdentity own;
    private final Randomness randomness;

    public OwnPrekeys(OwnIdentity own, Randomness randomness) {
        this.own = own;
        this.randomness = randomness;
    }

    /// What is to be published now.
    public record Publication(KeyBundle bundle, List<OneTimeKey> oneTime) {}

    /// @param relayCounter of the bundle the relay has; 0 if none
    /// @param oneTimeLeft one-time pairs the relay has
    /// @return empty if the relay has all it needs
    public Optional<Publication> due(Sql sql, long relayCounter, int oneTimeLeft, Instant now) {
        Prekeys prekeys = new Prekeys(sql);
        Settings settings = new Settings(sql);
        Optional<Prekeys.Generation> newest = prekeys.newest();
        boolean old = old(newest, now);
        boolean current = relayCounter > 0 && relayCounter == settings.number(Name.BUNDLE_COUNTER, 0);
        if (current && !old && oneTimeLeft >= LOW) {
            return Optional.empty();
        }
        Prekeys.Generation generation = old ? rotate(settings, prekeys, now) : newest.orElseThrow();
        MailboxId.Send intro = new Mailboxes(sql).intro().orElseThrow().sid();
        settings.put(Name.BUNDLE_COUNTER, Math.max(relayCounter, settings.number(Name.BUNDLE_COUNTER, 0)) + 1);
        return Optional.of(new Publication(
                bundle(generation, settings.number(Name.BUNDLE_COUNTER, 0), intro, now),
                oneTime(settings, prekeys, oneTimeLeft < LOW ? FULL - oneTimeLeft : 0)));
    }

    /// Whether the keys at the relay have served their time.
    public boolean due(Sql sql, Instant now) {
        return old(new Prekeys(sql).newest(), now);
    }

    private static boolean old(Optional<Prekeys.Generation> newest, Instant now) {
        return newest.isEmpty()
                || Duration.between(Instant.ofEpochSecond(newest.get().made()), now)
                                .abs()
                                .compareTo(ROTATE)
                        > 0;
    }

    /// The private halves that a first contact used; empty if they are gone. The one-time pair
    /// must be erased by [Prekeys#eraseOneTime] in the transaction that keeps the session.
    public Optional<OurPrekeys> privateHalves(Sql sql, int generation, int oneTimeId) {
        Prekeys prekeys = new Prekeys(sql);
        Optional<Prekeys.Generation> keys = prekeys.generation(generation);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        AgreementKey spk = AgreementKey.of(keys.get().spk());
        if (oneTimeId == 0) {
            return Optional.of(new OurPrekeys(
                    spk, null, KemKey.of(KemKey.Level.L1024, keys.get().kem())));
        }
        return prekeys.oneTime(oneTimeId)
                .map(oneTime -> new OurPrekeys(
                        spk, AgreementKey.of(oneTime.agreement()), KemKey.of(KemKey.Level.L1024, oneTime.kem())));
    }

    static void wipe(OurPrekeys halves) {
        halves.spk().close();
        halves.kem().close();
        if (halves.oneTime() != null) {
            halves.oneTime().close();
        }
    }

    /// The key that opens first contacts of a generation.
    public Optional<SealKey> sealKey(Sql sql, int generation) {
        return new Prekeys(sql).generation(generation).map(keys -> SealKey.of(keys.seal()));
    }

    private Prekeys.Generation rotate(Settings settings, Prekeys prekeys, Instant now) {
        try (AgreementKey spk = AgreementKey.generate(randomness);
                KemKey kem = KemKey.generate(KemKey.Level.L1024, randomness);
                SealKey seal = SealKey.generate(randomness)) {
            Prekeys.Generation fresh = new Prekeys.Generation(
                    Math.toIntExact(settings.next(Name.GENERATION)),
                    now.getEpochSecond(),
                    spk.export(),
                    kem.export(),
                    seal.export());
            prekeys.add(fresh);
            return fresh;
        }
    }

    private KeyBundle bundle(Prekeys.Generation generation, long counter, MailboxId.Send intro, Instant now) {
        try (AgreementKey spk = AgreementKey.of(generation.spk());
                KemKey kem = KemKey.of(KemKey.Level.L1024, generation.kem());
                SealKey seal = SealKey.of(generation.seal())) {
            KeyBundle unsigned = new KeyBundle(
                    own.account(),
                    OwnIdentity.DEVICE,
                    own.manifestHash(),
                    counter,
                    generation.number(),
                    Octets.of(spk.publicKey()),
                    Octets.of(kem.publicKey()),
                    Octets.of(seal.publicKey()),
                    intro,
                    // To the hour: when exactly we were there is nobody's business.
                    now.plus(KEEP).truncatedTo(ChronoUnit.HOURS).getEpochSecond(),
                    Octets.of(new byte[64]));
            return unsigned.signed(own.sign("bundle", unsigned.signedPart()));
        }
    }

    private List<OneTimeKey> oneTime(Settings settings, Prekeys prekeys, int count) {
        List<OneTimeKey> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = Math.toIntExact(settings.next(Name.ONE_TIME_ID));
            try (AgreementKey agreement = AgreementKey.generate(randomness);
                    KemKey kem = KemKey.generate(KemKey.Level.L1024, randomness)) {
                prekeys.addOneTime(new Prekeys.OneTime(id, agreement.export(), kem.export()));
                Octets x = Octets.of(agreement.publicKey());
                Octets k = Octets.of(kem.publicKey());
                byte[] signed = OneTimeKey.signedPart(own.account(), OwnIdentity.DEVICE, id, x, k);
                out.add(new OneTimeKey(id, x, k, Octets.of(own.sign("one-time", signed))));
            }
        }
        return out;
    }
}
