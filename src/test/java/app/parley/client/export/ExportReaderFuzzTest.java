package app.parley.client.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/// An exported conversation that somebody hands over.
class ExportReaderFuzzTest {
    /// The readers of JSON and UTF-8, and what a handful of signatures takes.
    private static final long BESIDES = 16 << 20;

    /// What was read is the same once it is written and read again, and can be checked.
    @FuzzTest
    void conversation(byte[] data) throws IOException, MalformedExportException {
        Optional<Export> read = Canonical.find(data, BESIDES, ExportReaderFuzzTest::read);
        if (read.isPresent()) {
            StringWriter text = new StringWriter();
            ExportWriter.write(read.get(), text);
            byte[] again = text.toString().getBytes(UTF_8);
            assertEquals(read.get(), ExportReader.read(new ByteArrayInputStream(again)));
            ExportCheck.Report report = ExportCheck.of(read.get());
            assertEquals(read.get().entries().size(), report.signed() + report.unsigned() + report.broken());
        }
    }

    private static Optional<Export> read(byte[] data) {
        return Canonical.decoded(
                data, MalformedExportException.class, bytes -> ExportReader.read(new ByteArrayInputStream(bytes)));
    }
}
