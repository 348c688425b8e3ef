package app.parley.client.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Person.Trust;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.People;
import app.parley.crypto.Randomness;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.store.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mallory publishes keys that are none, under her own good signature. Who wants to write to her
/// begins nothing, and nothing is kept that would fail later.
class HostileKeysTest {
    private static final Randomness RANDOMNESS = Randomness.system();
    private static final List<Octets> POINTS = List.of(
            Octets.of(new byte[32]),
            Octets.ofHex("01" + "00".repeat(31)),
            Octets.ofHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
            Octets.ofHex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
            Octets.ofHex("ec" + "ff".repeat(30) + "7f"),
            Octets.ofHex("ed" + "ff".repeat(30) + "7f"),
            Octets.ofHex("09" + "00".repeat(30) + "80"));

    @TempDir
    Path folder;

    private Member alice;
    private Member mallory;
    private OneTimeKey pair;

    @BeforeEach
    void start() {
        alice = new Member("alice", folder, RANDOMNESS);
        mallory = new Member("mallory", folder, RANDOMNESS);
        pair = mallory.pairs.getFirst();
        alice.database.transaction(sql -> {
            new People(sql).add(mallory.own.account(), mallory.own.manifest(), Trust.FIRST_SEEN, true);
            Octets capability = Octets.of(RANDOMNESS.bytes(MailboxId.LENGTH));
            return new Mailboxes(sql)
                    .add(
                            new MailboxId.Read(capability),
                            new MailboxId.Send(capability),
                            Optional.of(mallory.own.account()));
        });
    }

    @AfterEach
    void stop() {
        alice.close();
        mallory.close();
    }

    private KeyBundle bundle(Octets spk, Octets kem, Octets seal) {
        KeyBundle b = mallory.bundle;
        return mallory.resigned(new KeyBundle(
                b.account(),
                b.deviceId(),
                b.manifestHash(),
                b.counter(),
                b.generation(),
                spk,
                kem,
                seal,
                b.introMailbox(),
                b.expiresAt(),
                b.signature()));
    }

    private OneTimeKey pair(Octets agreement, Octets kem) {
        byte[] signed = OneTimeKey.signedPart(mallory.own.account(), OwnIdentity.DEVICE, 9, agreement, kem);
        return new OneTimeKey(9, agreement, kem, Octets.of(mallory.own.sign("one-time", signed)));
    }

    private static SessionBook book(Sql sql, Member member) {
        return new SessionBook(sql, member.own, new OwnPrekeys(member.own, RANDOMNESS), RANDOMNESS, Member.NOW);
    }

    private boolean begins(KeyBundle bundle, Optional<OneTimeKey> oneTime) {
        PeerKeys keys = PeerKeys.check(
                        mallory.own.account(),
                        OwnIdentity.DEVICE,
                        mallory.manifest(),
                        Octets.of(bundle.encode()),
                        oneTime,
                        Member.NOW)
                .orElseThrow();
        return alice.database.transaction(sql -> book(sql, alice).begin(keys));
    }

    private static Octets changed(Octets octets, int at, Octets by) {
        byte[] bytes = octets.toArray();
        System.arraycopy(by.toArray(), 0, bytes, at, by.length());
        return Octets.of(bytes);
    }

    @Test
    void a_bundle_or_a_pair_with_a_key_that_is_none_begins_no_session() {
        KeyBundle good = mallory.bundle;
        Octets overModulus = Octets.ofHex("ffffff");
        Octets badKem = changed(good.lastResortKem(), 0, overModulus);
        for (Octets point : POINTS) {
            assertFalse(begins(bundle(point, good.lastResortKem(), good.sealKey()), Optional.empty()));
            assertFalse(begins(good, Optional.of(pair(point, pair.kem()))));
            Octets seal = changed(good.sealKey(), 1184, point);
            assertFalse(begins(bundle(good.signedPrekey(), good.lastResortKem(), seal), Optional.empty()));
        }
        assertFalse(begins(bundle(good.signedPrekey(), badKem, good.sealKey()), Optional.empty()));
        assertFalse(begins(good, Optional.of(pair(pair.agreement(), changed(pair.kem(), 3, overModulus)))));
        Octets badSeal = changed(good.sealKey(), 0, overModulus);
        assertFalse(begins(bundle(good.signedPrekey(), good.lastResortKem(), badSeal), Optional.empty()));
        assertEquals(
                List.of(), alice.database.transaction(sql -> book(sql, alice).peers()));

        assertTrue(begins(good, Optional.of(pair)));
        byte[] sealed = alice.database.transaction(sql -> {
            People.Known to = new People(sql).find(mallory.own.account()).orElseThrow();
            return book(sql, alice).seal(to, new byte[1]).orElseThrow().envelope();
        });
        assertEquals(16_384, sealed.length);
    }
}
