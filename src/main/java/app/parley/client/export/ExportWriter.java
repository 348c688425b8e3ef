package app.parley.client.export;

import app.parley.client.export.Export.Entry;
import app.parley.client.export.Export.Party;
import app.parley.protocol.Octets;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.Optional;

/// Writes `conversation.json` (docs/export.md).
final class ExportWriter {
    static final String FORMAT = "parley-export";
    static final int VERSION = 1;

    private ExportWriter() {}

    static void write(Export export, Writer to) throws IOException {
        // Flushed, not closed: the file belongs to the caller.
        JsonWriter json = new JsonWriter(to);
        json.setIndent("  ");
        json.beginObject();
        json.name("format").value(FORMAT);
        json.name("version").value(VERSION);
        json.name("exportedAt").value(export.at().toString());
        json.name("owner").value(export.owner().hex());
        json.name("accounts").beginArray();
        for (Party party : export.parties()) {
            write(party, json);
        }
        json.endArray();
        json.name("messages").beginArray();
        for (Entry entry : export.entries()) {
            write(entry, json);
        }
        json.endArray();
        json.endObject();
        json.flush();
        to.write('\n');
    }

    private static void write(Party party, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("account").value(party.account().hex());
        json.name("name").value(party.name());
        Optional<String> phone = party.phone();
        if (phone.isPresent()) {
            json.name("phone").value(phone.get());
        }
        json.name("accountKey").value(base64(party.accountKey()));
        json.name("manifests").beginArray();
        for (Octets manifest : party.manifests()) {
            json.value(base64(manifest));
        }
        json.endArray();
        json.endObject();
    }

    private static void write(Entry entry, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("id").value(entry.id().hex());
        json.name("from").value(entry.from().hex());
        json.name("to").value(entry.to().hex());
        json.name("sentAt").value(entry.sentAt());
        json.name("text").value(entry.text());
        json.name("content").value(base64(entry.content()));
        Optional<Octets> signature = entry.signature();
        if (signature.isPresent()) {
            json.name("signature").value(base64(signature.get()));
        }
        json.endObject();
    }

    private static String base64(Octets octets) {
        return Base64.getEncoder().encodeToString(octets.toArray());
    }
}
