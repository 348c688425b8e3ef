package app.parley.app;

import app.parley.client.RecoveryKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The words of a recovery kit as a text.
final class RecoveryFile {
    private static final int MAX_FILE = 64 * 1024;
    private static final int COLUMNS = 4;

    private RecoveryFile() {}

    /// The words with their numbers, four a line.
    static String text(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            boolean last = i % COLUMNS == COLUMNS - 1;
            text.append("%2d %-9s%s".formatted(i + 1, words.get(i), last ? "\n" : " "));
        }
        return text.toString().stripTrailing();
    }

    /// Reads the words, with or without their numbers.
    static RecoveryKit read(Path file) throws Failure {
        String text;
        try {
            if (Files.size(file) > MAX_FILE) {
                throw Failure.wrongUse("The file " + file + " is too long for a recovery kit. Nothing was made.");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw Failure.because("The recovery kit " + file + " cannot be read. Nothing was made.");
        }
        return switch (RecoveryKit.parse(text)) {
            case RecoveryKit.Parsed.Ok(RecoveryKit kit) -> kit;
            case RecoveryKit.Parsed.WrongCount(int found) ->
                throw Failure.wrongUse("A recovery kit has 24 words, this one has " + found + ". Nothing was made.");
            case RecoveryKit.Parsed.UnknownWord(int position) ->
                throw Failure.wrongUse("Word " + position + " of the recovery kit is not in the list of words."
                        + " Nothing was made; look at it again.");
            case RecoveryKit.Parsed.WrongChecksum wrong ->
                throw Failure.wrongUse("The checksum of the recovery kit is wrong: a word is another one from the list,"
                        + " or two changed places. Nothing was made; compare it with the paper.");
        };
    }
}
