package app.parley.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Published test vectors (Wycheproof's JSON), from the folder named by the system property
/// `vectors.dir`.
public final class Vectors {
    /// One vector with the group it stands in.
    public record Vector(JsonObject group, JsonObject test) {
        /// A field in hexadecimal.
        public byte[] hex(String field) {
            return HexFormat.of().parseHex(test.get(field).getAsString());
        }

        /// Whether the field is there.
        public boolean has(String field) {
            return test.has(field);
        }

        /// A number of the vector itself.
        public int number(String field) {
            return test.get(field).getAsInt();
        }

        /// A number of the group.
        public int parameter(String field) {
            return group.get(field).getAsInt();
        }

        /// `valid`, `invalid` or `acceptable`.
        public String result() {
            return test.get("result").getAsString();
        }

        /// Whether the flag is set.
        public boolean flagged(String flag) {
            for (JsonElement each : test.getAsJsonArray("flags")) {
                if (each.getAsString().equals(flag)) {
                    return true;
                }
            }
            return false;
        }

        /// For the message of an assertion.
        public String name() {
            String comment = test.has("comment") ? " " + test.get("comment").getAsString() : "";
            return "tcId " + test.get("tcId").getAsInt() + comment;
        }
    }

    private Vectors() {}

    /// All vectors of a file. Skips the test if the folder is not set; fails if the file is short
    /// of what it promises.
    public static List<Vector> read(String file) throws IOException {
        String folder = System.getProperty("vectors.dir", "");
        if (folder.isBlank()) {
            Assumptions.abort("vectors.dir is not set");
        }
        try (Reader in = Files.newBufferedReader(Path.of(folder, file))) {
            JsonObject all = new Gson().fromJson(in, JsonObject.class);
            List<Vector> vectors = new ArrayList<>();
            for (JsonElement group : all.getAsJsonArray("testGroups")) {
                for (JsonElement test : group.getAsJsonObject().getAsJsonArray("tests")) {
                    vectors.add(new Vector(group.getAsJsonObject(), test.getAsJsonObject()));
                }
            }
            assertEquals(all.get("numberOfTests").getAsInt(), vectors.size(), "vectors in " + file);
            assertTrue(vectors.size() > 30, "a file with too few vectors: " + file);
            return vectors;
        }
    }
}
