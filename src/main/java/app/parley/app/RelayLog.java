package app.parley.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/// The log of a headless relay as JSON on standard error, one object a line: `time`, `level`,
/// `source`, `message`, and numbers by name. Of a fault only its kind: its text could hold anything.
final class RelayLog {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().disableJdkUnsafe().create();
    private static final String RELAY = "app.parley.relay";

    private RelayLog() {}

    /// From now on, for this whole process; the relay then also tells when it starts and stops, and
    /// not only what is wrong.
    static void asJson() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ConsoleAppender<ILoggingEvent> lines = new ConsoleAppender<>();
        lines.setContext(context);
        lines.setTarget("System.err");
        Line line = new Line();
        line.setContext(context);
        line.start();
        lines.setEncoder(line);
        lines.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(lines);
        context.getLogger(RELAY).setLevel(Level.INFO);
    }

    /// One event as one line.
    static final class Line extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            JsonObject line = new JsonObject();
            line.addProperty("time", event.getInstant().toString());
            line.addProperty("level", event.getLevel().toString());
            String logger = event.getLoggerName();
            line.addProperty("source", logger.substring(logger.lastIndexOf('.') + 1));
            line.addProperty("message", event.getFormattedMessage());
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    if (pair.value instanceof Number number) {
                        line.addProperty(pair.key, number);
                    }
                }
            }
            if (event.getThrowableProxy() != null) {
                line.addProperty("fault", event.getThrowableProxy().getClassName());
            }
            return (GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
