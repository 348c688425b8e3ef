package app.parley.app;

import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Said;
import com.google.gson.JsonObject;
import java.util.Locale;

/// `client history`: one line for each row of the conversation with `person`.
record HistoryLines(Person person) {
    JsonObject json(Message message) {
        return switch (message.body()) {
            case Message.Received received -> {
                JsonObject line = begin("message", message);
                line.addProperty("from", Handle.of(person));
                line.addProperty("name", person.name());
                say(line, received.said());
                line.addProperty("sentAt", message.sentAt().toString());
                line.addProperty("verified", received.verified());
                line.addProperty("signed", received.signed());
                yield line;
            }
            case Message.Sent sent -> {
                JsonObject line = begin("message", message);
                line.addProperty("to", Handle.of(person));
                say(line, sent.said());
                line.addProperty("sentAt", message.sentAt().toString());
                line.addProperty("state", Sending.word(sent.delivery()));
                yield line;
            }
            case Message.Notice notice -> {
                JsonObject line = begin("notice", message);
                line.addProperty(
                        "notice", notice.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                line.addProperty("sentAt", message.sentAt().toString());
                yield line;
            }
            case Message.Erased erased -> {
                JsonObject line = begin("deleted", message);
                line.addProperty(erased.mine() ? "to" : "from", Handle.of(person));
                line.addProperty("sentAt", message.sentAt().toString());
                yield line;
            }
        };
    }

    /// The words, and what is known about them where it is not the usual.
    static void say(JsonObject line, Said said) {
        line.addProperty("text", said.text());
        said.replyTo().ifPresent(quote -> line.addProperty("replyTo", quote.id().hex()));
        if (said.forwarded()) {
            line.addProperty("forwarded", true);
        }
        if (said.edits() > 0) {
            line.addProperty("edits", said.edits());
        }
        if (!said.reactions().isEmpty()) {
            JsonObject reactions = new JsonObject();
            said.reactions()
                    .forEach(reaction -> reactions.addProperty(reaction.mine() ? "mine" : "theirs", reaction.emoji()));
            line.add("reactions", reactions);
        }
        said.goneAt().ifPresent(at -> line.addProperty("goneAt", at.toString()));
    }

    private static JsonObject begin(String event, Message message) {
        JsonObject line = Report.event(event);
        line.addProperty("id", message.id().hex());
        return line;
    }

    String words(Message message) {
        String text = switch (message.body()) {
            case Message.Received received ->
                person.name() + (message.whileAway() ? " (while you were away)" : "") + ": " + received.text();
            case Message.Sent sent -> "You: " + sent.text() + " [" + Sending.word(sent.delivery()) + "]";
            case Message.Notice notice -> "* " + person.name() + ": " + Words.of(notice);
            case Message.Erased erased -> (erased.mine() ? "You" : person.name()) + ": (taken back)";
        };
        return message.sentAt() + "  " + text;
    }
}
