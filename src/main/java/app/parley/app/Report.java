package app.parley.app;

import com.google.gson.JsonObject;

/// How a command tells its results: as JSON on standard output if `--json` was given, else as
/// words on standard error. Standard output never carries anything but JSON.
///
/// @param terminal where both go
/// @param json whether `--json` was given
record Report(Terminal terminal, boolean json) {
    /// One result.
    void tell(JsonObject line, String words) throws Failure {
        if (json) {
            terminal.json(line);
        } else {
            terminal.say(words);
        }
    }

    /// A remark that is no result, for people only.
    void remark(String words) {
        terminal.say(words);
    }

    /// Begins a line of the kind `{"event":"…"}`.
    static JsonObject event(String name) {
        JsonObject line = new JsonObject();
        line.addProperty("event", name);
        return line;
    }
}
