package app.parley.app;

import app.parley.client.export.Export;
import app.parley.client.export.Export.Party;
import app.parley.client.export.ExportCheck;
import app.parley.client.export.ExportCheck.Checked;
import app.parley.client.export.ExportCheck.Pair;
import app.parley.client.export.ExportCheck.Verdict;
import app.parley.client.export.ExportFolder;
import app.parley.client.export.ExportReader;
import app.parley.client.export.MalformedExportException;
import app.parley.protocol.AccountId;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley verify-export`: needs no profile and no network.
@Command(
        name = "verify-export",
        mixinStandardHelpOptions = true,
        description = "Checks every signature in an exported conversation. Needs no profile and no network.")
final class VerifyExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "conversation.json of an export, or the folder it is in.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path file;

    @Option(names = "--json", description = "Results as JSON on standard output, one object a line.")
    private boolean json;

    VerifyExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Failure {
        Path named = Files.isDirectory(file) ? file.resolve(ExportFolder.JSON) : file;
        Export export;
        try {
            export = ExportReader.read(named);
        } catch (MalformedExportException e) {
            throw Failure.because(Words.of(e.why(), named));
        }
        ExportCheck.Report result = ExportCheck.of(export);
        Report report = new Report(surroundings.terminal(), json);
        Map<AccountId, Party> parties =
                export.parties().stream().collect(Collectors.toMap(Party::account, Function.identity()));
        for (Checked checked : result.messages()) {
            message(checked, parties, report);
        }
        for (Party party : result.brokenParties()) {
            JsonObject line = Report.event("account");
            line.addProperty("account", party.account().hex());
            line.addProperty("verdict", "broken");
            report.tell(line, "The key or the signed devices of " + shown(party.name()) + " do not hold.");
        }
        summary(result, report);
        return result.holds() ? Failure.OK : Failure.FAILED;
    }

    private static void message(Checked checked, Map<AccountId, Party> parties, Report report) throws Failure {
        Export.Entry entry = checked.entry();
        Party from = parties.get(entry.from());
        String name = from == null ? "somebody" : shown(from.name());
        JsonObject line = Report.event("message");
        line.addProperty("id", entry.id().hex());
        line.addProperty("from", entry.from().hex());
        line.addProperty("name", from == null ? "" : from.name());
        line.addProperty("sentAt", entry.sentAt());
        String words = entry.id().hex() + "  " + shown(entry.sentAt()) + "  " + name + ": ";
        switch (checked.verdict()) {
            case Verdict.Signed signed -> {
                line.addProperty("verdict", "signed");
                report.tell(line, words + "signed");
            }
            case Verdict.Unsigned unsigned -> {
                line.addProperty("verdict", "unsigned");
                report.tell(line, words + "not signed, proves nothing");
            }
            case Verdict.Broken(ExportCheck.Flaw flaw) -> {
                line.addProperty("verdict", "broken");
                line.addProperty("flaw", flaw.name().toLowerCase(Locale.ROOT));
                report.tell(line, words + "DOES NOT HOLD: " + Words.of(flaw));
            }
        }
    }

    private static void summary(ExportCheck.Report result, Report report) throws Failure {
        JsonObject line = Report.event("summary");
        line.addProperty("holds", result.holds());
        line.addProperty("messages", result.messages().size());
        line.addProperty("signed", result.signed());
        line.addProperty("unsigned", result.unsigned());
        line.addProperty("broken", result.broken());
        line.addProperty("absent", result.absent());
        JsonArray pairs = new JsonArray();
        StringBuilder words = new StringBuilder();
        for (Pair pair : result.pairs()) {
            JsonObject object = new JsonObject();
            object.addProperty("account", pair.other().account().hex());
            object.addProperty("name", pair.other().name());
            object.addProperty("owner", result.owner().name());
            object.addProperty("safetyNumber", pair.number());
            object.addProperty("signedByThem", pair.theirs());
            object.addProperty("signedByOwner", pair.own());
            pairs.add(object);
            words.append(messages(pair.theirs()))
                    .append(" signed by ")
                    .append(shown(pair.other().name()))
                    .append(" and ")
                    .append(messages(pair.own()))
                    .append(" by ")
                    .append(shown(result.owner().name()))
                    .append(", with safety number ")
                    .append(pair.number().replaceAll("(\\d{5})(?=\\d)", "$1 "))
                    .append(".\n");
        }
        line.add("conversations", pairs);
        if (result.unsigned() > 0) {
            words.append(messages(result.unsigned())).append(" without a signature, which prove nothing.\n");
        }
        if (result.absent() > 0) {
            words.append(messages(result.absent())).append(" that others follow are not in the file.\n");
        }
        words.append(
                result.holds()
                        ? "All signatures hold. Names are the exporter's word: compare the safety number with the person."
                        : messages(result.broken()) + " DO NOT HOLD. Do not rely on this file.");
        report.tell(line, words.toString());
    }

    private static String messages(long count) {
        return count + (count == 1 ? " message" : " messages");
    }

    /// What a stranger's file says, without what could steer a terminal or turn its text around.
    private static String shown(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", "\uFFFD");
    }
}
