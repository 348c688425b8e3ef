package app.parley.app;

import com.google.gson.JsonObject;

/// What a relay's answers to its owner are in words.
final class RelayWords {
    private RelayWords() {}

    static String text(JsonObject line, String name) {
        return line.has(name) ? line.get(name).getAsString() : "?";
    }

    static String status(JsonObject line) {
        StringBuilder words =
                new StringBuilder("%s members (%s online), %s waiting to be let in, %s connections, %s mailboxes,"
                        .formatted(
                                text(line, "members"),
                                text(line, "online"),
                                text(line, "newcomers"),
                                text(line, "connections"),
                                text(line, "mailboxes")));
        words.append("\n%s messages waiting (%s bytes), %s attachments (%s bytes); running since %s"
                .formatted(
                        text(line, "waiting"),
                        text(line, "bytes"),
                        text(line, "blobs"),
                        text(line, "blobBytes"),
                        text(line, "started")));
        if (text(line, "reachable").equals("false")) {
            words.append("\nThe database does not answer: nothing is taken or given until it does.");
        }
        if (text(line, "full").equals("true")) {
            words.append(
                    "\nThe disk is full, or what the relay may take of it: new things are refused and wait at their"
                            + " senders. What was accepted is kept.");
        }
        return words.toString();
    }
}
