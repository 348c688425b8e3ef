package app.parley.app;

import com.google.gson.JsonObject;

/// What a relay's answers to its owner are in words.
final class RelayWords {
    private RelayWords() {}

    static String text(JsonObject line, String name) {
        return line.has(name) ? line.get(name).getAsString() : "?";
    }

    static String invite(JsonObject line) {
        return "%s  for a %s, %s left, until %s"
                .formatted(text(line, "id"), text(line, "for"), text(line, "usesLeft"), text(line, "expires"));
    }

    static String revoked(JsonObject line) {
        return line.has("invite")
                ? "The open invite of before is good for nothing now. The new one:\n" + text(line, "invite")
                : "The invite is good for nothing now.";
    }

    static String member(JsonObject line) {
        String state =
                text(line, "state").equals("waits") ? "waits to be let in" : "last seen " + text(line, "lastSeen");
        return "%s  %s  %s  %s"
                .formatted(text(line, "account").substring(0, 12), text(line, "phone"), text(line, "name"), state);
    }

    static String code(JsonObject line) {
        return "%s  %s  until %s".formatted(text(line, "phone"), text(line, "code"), text(line, "expires"));
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
