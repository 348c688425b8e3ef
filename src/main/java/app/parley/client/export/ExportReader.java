package app.parley.client.export;

import app.parley.client.MessageId;
import app.parley.client.export.Export.Entry;
import app.parley.client.export.Export.Party;
import app.parley.client.export.MalformedExportException.Why;
import app.parley.protocol.AccountId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `conversation.json` to the letter: every field once, none that does not belong, one
/// spelling for everything. Whether it is true is [ExportCheck]'s work.
public final class ExportReader {
    private static final long MOST_OCTETS = 256L << 20;
    private static final int MOST_MESSAGES = 2_000_000;
    private static final int MOST_PARTIES = 100;
    private static final int MOST_MANIFESTS = 1000;

    private final JsonReader json;

    private ExportReader(JsonReader json) {
        this.json = json;
    }

    public static Export read(Path file) throws MalformedExportException {
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > MOST_OCTETS) {
                throw new MalformedExportException(Why.TOO_LARGE);
            }
            return read(in);
        } catch (IOException e) {
            throw new MalformedExportException(Why.NOT_READABLE);
        }
    }

    static Export read(InputStream in) throws MalformedExportException {
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        JsonReader json = new JsonReader(new InputStreamReader(in, utf8));
        json.setStrictness(Strictness.STRICT);
        try {
            Export export = new ExportReader(json).export();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedExportException(Why.NOT_JSON);
            }
            return export;
        } catch (IOException e) {
            // Gson's, for what is not JSON, and the decoder's, for what is not UTF-8.
            throw new MalformedExportException(Why.NOT_JSON);
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
            throw new MalformedExportException(Why.NOT_AN_EXPORT);
        }
    }

    private interface Field {
        void read(String name) throws IOException, MalformedExportException;
    }

    /// Reads an object, each of its fields once.
    private void object(Field field) throws IOException, MalformedExportException {
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!seen.add(name)) {
                throw notAnExport();
            }
            field.read(name);
        }
        json.endObject();
    }

    private interface Element<T> {
        T read() throws IOException, MalformedExportException;
    }

    private <T> List<T> list(int most, Element<T> element) throws IOException, MalformedExportException {
        List<T> list = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (list.size() == most) {
                throw new MalformedExportException(Why.TOO_LARGE);
            }
            list.add(element.read());
        }
        json.endArray();
        return list;
    }

    private Export export() throws IOException, MalformedExportException {
        var found = new Object() {
            @Nullable
            String format;

            boolean version;

            @Nullable
            Instant at;

            @Nullable
            AccountId owner;

            @Nullable
            List<Party> parties;

            @Nullable
            List<Entry> entries;
        };
        object(name -> {
            switch (name) {
                case "format" -> found.format = string();
                case "version" -> found.version = version();
                case "exportedAt" -> found.at = instant();
                case "owner" -> found.owner = account();
                case "accounts" -> found.parties = list(MOST_PARTIES, this::party);
                case "messages" -> found.entries = list(MOST_MESSAGES, this::entry);
                default -> throw notAnExport();
            }
        });
        if (!ExportWriter.FORMAT.equals(found.format) || !found.version) {
            throw notAnExport();
        }
        Export export = new Export(there(found.at), there(found.owner), there(found.parties), there(found.entries));
        List<AccountId> accounts = export.parties().stream().map(Party::account).toList();
        if (new HashSet<>(accounts).size() != accounts.size() || !accounts.contains(export.owner())) {
            throw notAnExport();
        }
        return export;
    }

    private Party party() throws IOException, MalformedExportException {
        var found = new Object() {
            @Nullable
            AccountId account;

            @Nullable
            String name;

            @Nullable
            String phone;

            @Nullable
            Octets key;

            @Nullable
            List<Octets> manifests;
        };
        object(name -> {
            switch (name) {
                case "account" -> found.account = account();
                case "name" -> found.name = string();
                case "phone" -> found.phone = string();
                case "accountKey" -> found.key = octets().exactly(32);
                case "manifests" -> found.manifests = list(MOST_MANIFESTS, this::manifest);
                default -> throw notAnExport();
            }
        });
        return new Party(
                there(found.account),
                there(found.name),
                Optional.ofNullable(found.phone),
                there(found.key),
                there(found.manifests));
    }

    private Entry entry() throws IOException, MalformedExportException {
        var found = new Object() {
            @Nullable
            MessageId id;

            @Nullable
            AccountId from;

            @Nullable
            AccountId to;

            @Nullable
            String sentAt;

            @Nullable
            String text;

            @Nullable
            Octets content;

            @Nullable
            Octets signature;
        };
        object(name -> {
            switch (name) {
                case "id" -> found.id = new MessageId(hex());
                case "from" -> found.from = account();
                case "to" -> found.to = account();
                case "sentAt" -> found.sentAt = string();
                case "text" -> found.text = string();
                case "content" -> found.content = octets();
                case "signature" -> found.signature = octets().exactly(64);
                default -> throw notAnExport();
            }
        });
        return new Entry(
                there(found.id),
                there(found.from),
                there(found.to),
                there(found.sentAt),
                there(found.text),
                there(found.content),
                Optional.ofNullable(found.signature));
    }

    private Octets manifest() throws IOException, MalformedExportException {
        Octets encoded = octets();
        if (encoded.length() > Manifest.MAX_LENGTH) {
            throw notAnExport();
        }
        return encoded;
    }

    private boolean version() throws IOException, MalformedExportException {
        if (json.peek() != JsonToken.NUMBER) {
            throw notAnExport();
        }
        String number = json.nextString();
        if (number.matches("[1-9][0-9]{0,8}") && Integer.parseInt(number) > ExportWriter.VERSION) {
            throw new MalformedExportException(Why.NEWER);
        }
        return number.equals(Integer.toString(ExportWriter.VERSION));
    }

    private String string() throws IOException, MalformedExportException {
        if (json.peek() != JsonToken.STRING) {
            throw notAnExport();
        }
        return json.nextString();
    }

    private Instant instant() throws IOException, MalformedExportException {
        String text = string();
        Instant instant = Instant.parse(text);
        return once(instant.toString().equals(text), instant);
    }

    private Octets hex() throws IOException, MalformedExportException {
        String text = string();
        Octets octets = Octets.ofHex(text);
        return once(octets.hex().equals(text), octets);
    }

    private AccountId account() throws IOException, MalformedExportException {
        return new AccountId(hex());
    }

    private Octets octets() throws IOException, MalformedExportException {
        String text = string();
        byte[] bytes = Base64.getDecoder().decode(text);
        return once(Base64.getEncoder().encodeToString(bytes).equals(text), Octets.of(bytes));
    }

    /// One value has one spelling.
    private static <T> T once(boolean canonical, T value) throws MalformedExportException {
        if (!canonical) {
            throw notAnExport();
        }
        return value;
    }

    private static <T> T there(@Nullable T value) throws MalformedExportException {
        if (value == null) {
            throw notAnExport();
        }
        return value;
    }

    private static MalformedExportException notAnExport() {
        return new MalformedExportException(Why.NOT_AN_EXPORT);
    }
}
