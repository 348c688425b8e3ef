package app.parley.client.export;

import app.parley.client.export.Export.Entry;
import app.parley.client.export.Export.Party;
import app.parley.client.session.Identities;
import app.parley.crypto.SafetyNumber;
import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks an export with nothing but itself: no profile, no network (docs/export.md).
public final class ExportCheck {
    /// What holds of one message.
    public sealed interface Verdict {
        /// Everything shown is what the sender signed.
        record Signed() implements Verdict {}

        /// It carries no signature, so it proves nothing; what it says fits together.
        record Unsigned() implements Verdict {}

        record Broken(Flaw flaw) implements Verdict {}
    }

    /// What is wrong with a message.
    public enum Flaw {
        /// it is not between the owner and one of the other accounts
        ACCOUNTS,
        /// a key or a signed list of devices of one of its accounts does not hold
        KEYS,
        /// the signed octets cannot be read, or are from or to somebody else
        CONTENT,
        CONVERSATION,
        ID,
        TIME,
        TEXT,
        /// the list of devices it names is not in the file
        MANIFEST,
        SIGNATURE,
        /// the same message stands above
        TWICE,
        /// a message that it cites stands below
        ORDER
    }

    /// A message and what holds of it.
    public record Checked(Entry entry, Verdict verdict) {}

    /// The owner and one other account.
    ///
    /// @param number the safety number of the two, 60 digits
    /// @param theirs messages signed by the other one
    /// @param own messages signed by the owner
    public record Pair(Party other, String number, int theirs, int own) {}

    /// What came out.
    ///
    /// @param brokenParties accounts whose key or lists of devices do not hold
    /// @param absent messages that are cited but not there: deleted, or left out
    public record Report(Party owner, List<Checked> messages, List<Pair> pairs, List<Party> brokenParties, int absent) {
        public long signed() {
            return count(Verdict.Signed.class);
        }

        public long unsigned() {
            return count(Verdict.Unsigned.class);
        }

        public long broken() {
            return count(Verdict.Broken.class);
        }

        private long count(Class<? extends Verdict> kind) {
            return messages.stream()
                    .filter(checked -> kind.isInstance(checked.verdict()))
                    .count();
        }

        /// Whether nothing is wrong.
        public boolean holds() {
            return broken() == 0 && brokenParties.isEmpty();
        }
    }

    private record Name(AccountId from, Octets id) {}

    private final Export export;
    /// By account, its manifests by hash; accounts that do not hold are not in it.
    private final Map<AccountId, Map<Octets, Manifest>> manifests = new HashMap<>();
    private final Set<Octets> everyId = new HashSet<>();
    private final Set<Octets> idsAbove = new HashSet<>();
    private final Set<Name> namesAbove = new HashSet<>();
    private final Set<Octets> absent = new HashSet<>();

    private ExportCheck(Export export) {
        this.export = export;
        export.parties().forEach(party -> manifests(party).ifPresent(found -> manifests.put(party.account(), found)));
        export.entries().forEach(entry -> everyId.add(entry.id().octets()));
    }

    /// Checks all of it. Takes about a tenth of a millisecond a message.
    public static Report of(Export export) {
        return new ExportCheck(export).report();
    }

    private static Optional<Map<Octets, Manifest>> manifests(Party party) {
        Map<Octets, Manifest> found = new HashMap<>();
        for (Octets encoded : party.manifests()) {
            Optional<Manifest> manifest = Identities.checked(encoded)
                    .filter(signed -> signed.accountKey().equals(party.accountKey()));
            if (manifest.isEmpty()) {
                return Optional.empty();
            }
            found.put(Identities.hash(manifest.get()), manifest.get());
        }
        boolean theirs = Identities.account(party.accountKey()).equals(party.account());
        return theirs && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    private Report report() {
        List<Checked> messages = new ArrayList<>(export.entries().size());
        for (Entry entry : export.entries()) {
            messages.add(new Checked(entry, verdict(entry)));
            idsAbove.add(entry.id().octets());
        }
        Party owner = export.parties().stream()
                .filter(party -> party.account().equals(export.owner()))
                .findFirst()
                .orElseThrow();
        List<Party> others =
                export.parties().stream().filter(party -> party != owner).toList();
        List<Pair> pairs =
                others.stream().map(other -> pair(owner, other, messages)).toList();
        List<Party> broken = export.parties().stream()
                .filter(party -> !manifests.containsKey(party.account()))
                .toList();
        return new Report(owner, messages, pairs, broken, absent.size());
    }

    private static Pair pair(Party owner, Party other, List<Checked> messages) {
        return new Pair(other, number(owner, other), signed(messages, other, owner), signed(messages, owner, other));
    }

    private static int signed(List<Checked> messages, Party from, Party to) {
        return (int) messages.stream()
                .filter(checked -> checked.verdict() instanceof Verdict.Signed)
                .filter(checked -> checked.entry().from().equals(from.account())
                        && checked.entry().to().equals(to.account()))
                .count();
    }

    /// The safety number of two parties, 60 digits.
    static String number(Party one, Party other) {
        return SafetyNumber.of(
                        one.accountKey().toArray(),
                        one.account().octets().toArray(),
                        other.accountKey().toArray(),
                        other.account().octets().toArray())
                .digits();
    }

    private Verdict verdict(Entry entry) {
        Optional<Flaw> flaw = flaw(entry);
        if (flaw.isPresent()) {
            return new Verdict.Broken(flaw.get());
        }
        return entry.signature().isPresent() ? new Verdict.Signed() : new Verdict.Unsigned();
    }

    private Optional<Flaw> flaw(Entry entry) {
        boolean owners = entry.from().equals(export.owner()) != entry.to().equals(export.owner());
        boolean known = export.parties().stream()
                        .filter(party -> party.account().equals(entry.from())
                                || party.account().equals(entry.to()))
                        .count()
                == 2;
        if (!owners || !known) {
            return Optional.of(Flaw.ACCOUNTS);
        }
        if (!manifests.containsKey(entry.from()) || !manifests.containsKey(entry.to())) {
            return Optional.of(Flaw.KEYS);
        }
        try {
            Content content = entry.decoded();
            Optional<String> words = Export.words(content.body());
            return words.isEmpty()
                    ? Optional.of(Flaw.CONTENT)
                    : shown(entry, content, words.get())
                            .or(() -> signature(entry, content))
                            .or(() -> place(entry, content));
        } catch (MalformedException e) {
            return Optional.of(Flaw.CONTENT);
        }
    }

    /// Whether what the file shows is what the octets say.
    private static Optional<Flaw> shown(Entry entry, Content content, String text) {
        if (!content.conversation().equals(Identities.conversation(entry.from(), entry.to()))) {
            return Optional.of(Flaw.CONVERSATION);
        }
        if (!content.id().equals(entry.id().octets())) {
            return Optional.of(Flaw.ID);
        }
        if (!Export.time(content).equals(entry.sentAt())) {
            return Optional.of(Flaw.TIME);
        }
        return text.equals(entry.text()) ? Optional.empty() : Optional.of(Flaw.TEXT);
    }

    private Optional<Flaw> signature(Entry entry, Content content) {
        if (entry.signature().isEmpty()) {
            return Optional.empty();
        }
        Manifest named = manifests.getOrDefault(entry.from(), Map.of()).get(content.senderManifest());
        if (named == null) {
            return Optional.of(Flaw.MANIFEST);
        }
        byte[] signed = entry.content().toArray();
        byte[] signature = entry.signature().get().toArray();
        boolean holds = named.devices().stream()
                .anyMatch(device -> Signatures.verify(device.signingKey().toArray(), "content", signed, signature));
        return holds ? Optional.empty() : Optional.of(Flaw.SIGNATURE);
    }

    private Optional<Flaw> place(Entry entry, Content content) {
        if (!namesAbove.add(new Name(entry.from(), content.id()))) {
            return Optional.of(Flaw.TWICE);
        }
        content.parents().stream().filter(id -> !everyId.contains(id)).forEach(absent::add);
        boolean below = content.parents().stream().anyMatch(id -> everyId.contains(id) && !idsAbove.contains(id));
        return below ? Optional.of(Flaw.ORDER) : Optional.empty();
    }
}
