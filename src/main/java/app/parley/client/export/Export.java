package app.parley.client.export;

import app.parley.client.MessageId;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A conversation as `conversation.json` holds it. Nothing in it is believed before
/// [ExportCheck] looked at it.
///
/// @param at when it was exported, by the exporter's clock
/// @param owner the account it was exported from, one of `parties`
/// @param parties everybody who wrote or was written to; more than two if somebody came back with
///     another key
/// @param entries the messages, each after those it cites
public record Export(Instant at, AccountId owner, List<Party> parties, List<Entry> entries) {
    public Export {
        parties = List.copyOf(parties);
        entries = List.copyOf(entries);
    }

    /// One account.
    ///
    /// @param name what the exporter's profile called them; nobody vouches for it
    /// @param phone their number, if the exporter wanted it in
    /// @param accountKey AIK, 32 octets
    /// @param manifests their signed lists of devices, encoded
    public record Party(
            AccountId account, String name, Optional<String> phone, Octets accountKey, List<Octets> manifests) {
        public Party {
            manifests = List.copyOf(manifests);
        }
    }

    /// One message.
    ///
    /// @param sentAt ISO 8601, UTC; as claimed, like `id` and `text`
    /// @param content what is signed: both account ids, then the fields of the content
    ///     (PROTOCOL.md §4)
    /// @param signature 64 octets; empty for a message off the record
    public record Entry(
            MessageId id,
            AccountId from,
            AccountId to,
            String sentAt,
            String text,
            Octets content,
            Optional<Octets> signature) {

        /// The entry of a content that `from` wrote to `to`; empty if it has no words.
        static Optional<Entry> of(Content content, AccountId from, AccountId to) {
            return words(content.body())
                    .map(text -> new Entry(
                            new MessageId(content.id()),
                            from,
                            to,
                            time(content),
                            text,
                            Octets.of(content.signedPart(from, to)),
                            content.signature()));
        }

        /// The content that is in [#content()], without its signature.
        ///
        /// @throws MalformedException if that is not the octets of one from `from` to `to`
        Content decoded() throws MalformedException {
            byte[] signed = content.toArray();
            int both = 2 * AccountId.LENGTH;
            if (signed.length < both) {
                throw new MalformedException("too short for two accounts");
            }
            // An encoded content ends with a flag: 0, no signature follows.
            Content decoded = Content.decode(Arrays.copyOfRange(signed, both, signed.length + 1));
            if (!Arrays.equals(signed, decoded.signedPart(from, to))) {
                throw new MalformedException("other accounts than it says");
            }
            return decoded;
        }
    }

    /// What somebody wrote, or made out of what they wrote.
    static Optional<String> words(Body body) {
        return switch (body) {
            case Body.Text text -> Optional.of(text.text());
            case Body.Edit edit -> Optional.of(edit.text());
            default -> Optional.empty();
        };
    }

    /// The time of a content as an export writes it.
    static String time(Content content) {
        return Instant.ofEpochMilli(content.sentAt()).toString();
    }
}
