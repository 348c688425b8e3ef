package app.parley.crash;

import app.parley.app.Town;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.session.OwnIdentity;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.secret.FirstContactSeal;
import app.parley.crypto.secret.SealKey;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.FirstContact;
import app.parley.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens first contacts for the [Judge]: what is inside is sealed under ratchet keys too. The keys
/// come out of copies of the profiles, taken while their processes are dead.
final class SealKeys {
    private static final String LINE = "unprotected ";

    private final Path folder;
    private final Map<Octets, byte[]> recipients = new HashMap<>();
    private final Map<EnvelopeId, Envelope> firstContacts = new HashMap<>();
    private int opened;

    SealKeys(Path folder) {
        this.folder = folder;
    }

    void hear(Note note) {
        if (note instanceof Note.Sent(Envelope envelope)
                && EnvelopeKind.of(envelope.toArray()).equals(Optional.of(EnvelopeKind.FIRST_CONTACT))) {
            firstContacts.put(Judge.idOf(envelope), envelope);
        }
    }

    int opened() {
        return opened;
    }

    /// Takes the keys that are there now.
    synchronized void search(Town town, Map<String, PhoneNumber> people) {
        people.keySet().forEach(name -> {
            try {
                Path database = copy(town.profile(name).resolve("profile.db"), folder.resolve(name + "-copy.db"));
                take(database, key(town.profile(name).resolve("profile.key")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] key(Path file) throws IOException {
        String line = Files.readAllLines(file).stream()
                .filter(each -> each.startsWith(LINE))
                .findFirst()
                .orElseThrow(() -> new IOException("a profile without a key in the open"));
        return HexFormat.of().parseHex(line.substring(LINE.length()));
    }

    private void take(Path copy, byte[] key) {
        try (Database database = Database.open(copy, Optional.of(key), Schema.MIGRATIONS)) {
            OwnIdentity own = database.transaction(sql -> OwnIdentity.load(new Settings(sql)));
            OctetWriter recipient = new OctetWriter();
            own.account().write(recipient);
            byte[] info = recipient.u8(OwnIdentity.DEVICE).toArray();
            database.read(sql -> sql.list("select seal from prekey", row -> Octets.of(row.bytes("seal"))))
                    .forEach(seal -> recipients.put(seal, info));
        }
    }

    /// A database and its log, as a kill left them.
    static Path copy(Path database, Path to) throws IOException {
        for (String suffix : List.of("", "-wal")) {
            Path from = database.resolveSibling(database.getFileName() + suffix);
            Path copy = to.resolveSibling(to.getFileName() + suffix);
            Files.deleteIfExists(copy);
            if (Files.exists(from)) {
                Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(to.resolveSibling(to.getFileName() + "-shm"));
        return to;
    }

    /// Shows the judge what is in the first contacts that were heard.
    void open(Judge judge) {
        firstContacts.forEach((id, envelope) -> {
            Optional<Envelope> inner = recipients.entrySet().stream()
                    .flatMap(entry -> open(entry.getKey(), entry.getValue(), envelope).stream())
                    .findFirst();
            inner.ifPresentOrElse(
                    found -> {
                        opened++;
                        judge.inside(id, found);
                    },
                    () -> judge.complain("a first contact that nobody can open"));
        });
    }

    private static Optional<Envelope> open(Octets seal, byte[] info, Envelope envelope) {
        try (SealKey key = SealKey.of(seal.toArray())) {
            return Optional.of(FirstContact.decode(FirstContactSeal.open(key, info, envelope.toArray()))
                    .envelope());
        } catch (CryptoException | MalformedException e) {
            return Optional.empty();
        }
    }
}
