package app.parley.app;

import app.parley.ui.Updates.Outcome;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What is remembered about asking for new versions, in two files of a data folder: the choice and what
/// came of asking last, and the last statement that was believed.
///
/// @param root the data folder
record UpdateFile(Path root) {
    private static final long FAR = 100_000_000_000L;

    /// @param asked when last
    /// @param told the version that the person knows of; empty if none
    record Kept(boolean on, String address, Optional<Instant> asked, Outcome outcome, String told) {
        static final Kept NONE = new Kept(false, "", Optional.empty(), Outcome.NEVER, "");

        Kept choosing(boolean now, String where) {
            return new Kept(now, where, asked, where.equals(address) ? outcome : Outcome.NEVER, told);
        }

        Kept asking(Instant now) {
            return new Kept(on, address, Optional.of(now), outcome, told);
        }

        Kept with(Outcome came) {
            return new Kept(on, address, asked, came, told);
        }

        Kept told(String version) {
            return new Kept(on, address, asked, outcome, version);
        }
    }

    private Path choice() {
        return root.resolve("updates.json");
    }

    private Path believed() {
        return root.resolve("updates.signed");
    }

    /// What was kept. A file that makes no sense is none: then nobody is asked.
    Kept read() throws IOException {
        try {
            JsonObject all = StrictJson.object(Files.readString(choice()));
            return new Kept(
                    StrictJson.flag(all, "on").orElse(false),
                    StrictJson.text(all, "address").orElse(""),
                    StrictJson.number(all, "asked", 0, FAR).map(seconds -> Instant.ofEpochSecond(seconds.longValue())),
                    StrictJson.text(all, "outcome").map(UpdateFile::outcome).orElse(Outcome.NEVER),
                    StrictJson.text(all, "told").orElse(""));
        } catch (NoSuchFileException | CharacterCodingException | JsonParseException e) {
            return Kept.NONE;
        }
    }

    private static Outcome outcome(String word) {
        try {
            return Outcome.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new JsonParseException("no such outcome", e);
        }
    }

    void write(Kept kept) throws IOException {
        JsonObject all = new JsonObject();
        all.addProperty("on", kept.on());
        all.addProperty("address", kept.address());
        kept.asked().ifPresent(when -> all.addProperty("asked", when.getEpochSecond()));
        all.addProperty("outcome", kept.outcome().name());
        all.addProperty("told", kept.told());
        PrivateFile.makeFolder(root);
        PrivateFile.write(choice(), new Gson().toJson(all) + "\n");
    }

    /// The last statement that was believed, as it came; nothing of it is checked here.
    Optional<byte[]> statement() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(believed()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// @param signed as it came, all of it valid UTF-8
    void believe(byte[] signed) throws IOException {
        PrivateFile.write(believed(), new String(signed, StandardCharsets.UTF_8));
    }
}
