package app.parley.app;

import app.parley.crypto.Passphrase;
import app.parley.relay.Relay;
import app.parley.relay.RelayException;
import app.parley.relay.RelayStatus;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How `relay invite`, `codes`, `status` and the like reach the relay that runs on a data folder, be it
/// headless or in a window: through a [ControlChannel] named `control.json` in that folder.
final class RelayControl implements AutoCloseable {
    private static final String FILE = "control.json";
    private static final Duration USUAL = Duration.ofSeconds(15);
    /// A backup of many attachments takes its time.
    private static final Duration LONG = Duration.ofHours(1);

    private final Relay relay;
    private final AdmissionControl admission;
    private final ControlChannel channel;

    private RelayControl(Relay relay, Path data) throws IOException {
        this.relay = relay;
        this.admission = new AdmissionControl(relay);
        this.channel = ControlChannel.open(data.resolve(FILE), this::answer);
    }

    /// Starts to answer for `relay`.
    static RelayControl open(Relay relay, Path data) throws IOException {
        return new RelayControl(relay, data);
    }

    /// A question with one value.
    static JsonObject with(String name, String value) {
        JsonObject with = new JsonObject();
        with.addProperty(name, value);
        return with;
    }

    /// Asks the relay that runs on `data`.
    ///
    /// @param with what belongs to the question
    static List<JsonObject> ask(Path data, String what, JsonObject with) throws Failure {
        JsonObject request = with.deepCopy();
        request.addProperty("do", what);
        try {
            return ControlChannel.ask(data.resolve(FILE), request, what.equals("backup") ? LONG : USUAL);
        } catch (ControlChannel.NobodyThereException e) {
            if (e.listening()) {
                throw Failure.because("What listens for the relay on " + data + " gave no answer that can be"
                        + " understood. Nothing is known to have changed; restart the relay and try again.");
            }
            throw Failure.because(
                    "No relay runs on " + data + ". Start it: parley relay --data " + data + " --listen HOST:PORT");
        }
    }

    private List<JsonObject> answer(JsonObject request) throws Failure {
        String what = StrictJson.text(request, "do").orElse("");
        return switch (what) {
            case "invite" -> List.of(admission.invite(request));
            case "invites" -> admission.invites();
            case "revoke" -> List.of(admission.revoke(request));
            case "members" -> admission.members();
            case "approve" -> List.of(admission.approve(request));
            case "refuse" -> List.of(admission.refuse(request));
            case "remove" -> List.of(admission.remove(request));
            case "codes" -> codes();
            case "status" -> List.of(status());
            case "backup" -> List.of(backup(request));
            default ->
                throw Failure.because(
                        "The running relay is of another version and does not know \"" + what + "\". Restart it.");
        };
    }

    private JsonObject backup(JsonObject request) throws Failure {
        Path file = Path.of(StrictJson.text(request, "file").orElseThrow(() -> new JsonParseException("no file")));
        try (Passphrase passphrase =
                Passphrase.of(StrictJson.text(request, "passphrase").orElse(""))) {
            relay.backup(file, Optional.of(passphrase).filter(typed -> !typed.isEmpty()));
            JsonObject line = with("file", file.toString());
            line.addProperty("bytes", Files.size(file));
            line.addProperty("sealed", !passphrase.isEmpty());
            return line;
        } catch (RelayException e) {
            throw Failure.because(BackupWords.of(e.why(), file));
        } catch (IOException e) {
            throw Failure.because(BackupWords.of(RelayException.Why.FAILED, file));
        }
    }

    private List<JsonObject> codes() {
        return relay.pendingCodes().stream()
                .map(pending -> {
                    JsonObject line = new JsonObject();
                    line.addProperty("phone", pending.phone().e164());
                    line.addProperty("code", pending.code());
                    line.addProperty("expires", pending.expires().toString());
                    return line;
                })
                .toList();
    }

    private JsonObject status() {
        RelayStatus status = relay.status();
        JsonObject line = new JsonObject();
        line.addProperty("members", status.members());
        line.addProperty("online", status.membersOnline());
        line.addProperty("connections", status.connections());
        line.addProperty("mailboxes", status.mailboxes());
        line.addProperty("waiting", status.envelopes());
        line.addProperty("bytes", status.bytes());
        line.addProperty("reachable", status.reachable());
        line.addProperty("newcomers", status.newcomers());
        line.addProperty("blobs", status.blobs());
        line.addProperty("blobBytes", status.blobBytes());
        line.addProperty("full", status.full());
        line.addProperty("started", status.started().toString());
        return line;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
