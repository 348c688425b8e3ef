package app.parley.app;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a command reads and writes: JSON goes to standard output, one object a line, and words
/// for people to standard error. Always UTF-8, whatever the locale says.
final class Terminal {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().disableJdkUnsafe().create();

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    Terminal(InputStream in, OutputStream out, OutputStream err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    static Terminal system() {
        return new Terminal(
                System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    /// Writes one object as one line.
    ///
    /// @throws Failure if the line did not get out: whoever read it is gone
    void json(JsonObject line) throws Failure {
        text(GSON.toJson(line) + "\n");
    }

    /// Writes a result that goes into a file as it is.
    ///
    /// @throws Failure as [#json]
    synchronized void text(String result) throws Failure {
        out.print(result);
        if (out.checkError()) {
            throw Failure.because("Nobody reads standard output any more; stopped before anything was lost.");
        }
    }

    /// Writes one line for a person.
    void say(String words) {
        err.println(words);
    }

    /// The next line of standard input; empty at its end.
    Optional<String> readLine() throws Failure {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw Failure.because("Standard input could not be read. Nothing was changed.");
        }
    }

    /// Asks for a passphrase without showing it; empty if no person sits at a terminal.
    Optional<char[]> askPassphrase(String prompt) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("%s: ", prompt);
        return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(typed);
    }

    /// Asks twice for a new passphrase.
    ///
    /// @throws Failure if the two differ
    Optional<char[]> askNewPassphrase(String prompt) throws Failure {
        Optional<char[]> first = askPassphrase(prompt);
        if (first.isEmpty()) {
            return first;
        }
        char[] again = askPassphrase("The same again").orElse(new char[0]);
        boolean same = Arrays.equals(first.get(), again);
        Arrays.fill(again, '\0');
        if (!same) {
            Arrays.fill(first.get(), '\0');
            throw Failure.because("The two passphrases differ. Nothing was made; please start again.");
        }
        return first;
    }
}
