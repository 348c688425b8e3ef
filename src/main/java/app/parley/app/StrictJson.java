package app.parley.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Optional;

/// JSON read to the letter. Gson by itself takes comments, the same name twice, and numbers that
/// do not fit.
final class StrictJson {
    /// Deeper nesting is refused.
    private static final int MAX_DEPTH = 16;

    private StrictJson() {}

    /// Reads exactly one object.
    ///
    /// @throws JsonParseException if the text is anything else
    static JsonObject object(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = element(reader, 0);
            if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("not one object");
            }
            return element.getAsJsonObject();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw new JsonParseException("not JSON", e);
        } catch (IOException e) {
            throw new JsonParseException("not readable", e);
        }
    }

    private static JsonElement element(JsonReader reader, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new JsonParseException("nested too deeply");
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> fields(reader, depth);
            case BEGIN_ARRAY -> elements(reader, depth);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(new BigDecimal(reader.nextString()));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new JsonParseException("no value");
        };
    }

    private static JsonObject fields(JsonReader reader, int depth) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new JsonParseException("the same name twice");
            }
            object.add(name, element(reader, depth + 1));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray elements(JsonReader reader, int depth) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(element(reader, depth + 1));
        }
        reader.endArray();
        return array;
    }

    /// The text in `name`, if there is one.
    ///
    /// @throws JsonParseException if it is there and no text
    static Optional<String> text(JsonObject object, String name) {
        return primitive(object, name).map(value -> {
            require(value.isString(), name);
            return value.getAsString();
        });
    }

    /// The truth in `name`, if there is one.
    ///
    /// @throws JsonParseException if it is there and neither true nor false
    static Optional<Boolean> flag(JsonObject object, String name) {
        return primitive(object, name).map(value -> {
            require(value.isBoolean(), name);
            return value.getAsBoolean();
        });
    }

    /// The finite number in `name`, if there is one.
    ///
    /// @throws JsonParseException if it is there and no number, or lies outside `least` to `most`
    static Optional<Double> number(JsonObject object, String name, double least, double most) {
        return primitive(object, name).map(value -> {
            require(value.isNumber(), name);
            double number = value.getAsDouble();
            require(number >= least && number <= most, name);
            return number;
        });
    }

    /// The whole number in `name`, if there is one.
    ///
    /// @throws JsonParseException if it is there and no whole number from `least` to `most`
    static Optional<Integer> whole(JsonObject object, String name, int least, int most) {
        return number(object, name, least, most).map(number -> {
            require(number == Math.rint(number), name);
            return number.intValue();
        });
    }

    /// The object in `name`, if there is one.
    ///
    /// @throws JsonParseException if it is there and no object
    static Optional<JsonObject> inner(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        require(value.isJsonObject(), name);
        return Optional.of(value.getAsJsonObject());
    }

    /// The array in `name`.
    ///
    /// @throws JsonParseException if there is none
    static JsonArray array(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonArray()) {
            throw new JsonParseException("no list in " + name);
        }
        return value.getAsJsonArray();
    }

    /// An element of the array in `name` that must be an object.
    ///
    /// @throws JsonParseException if it is anything else
    static JsonObject object(JsonElement element, String name) {
        require(element.isJsonObject(), name);
        return element.getAsJsonObject();
    }

    private static Optional<JsonPrimitive> primitive(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        require(value.isJsonPrimitive(), name);
        return Optional.of(value.getAsJsonPrimitive());
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new JsonParseException("wrong value for " + name);
        }
    }
}
