package app.parley.app.desktop;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a program of the system, without a shell.
interface Tool {
    /// How long it may take to say whether it worked. A browser may be the very process that was started.
    long PATIENCE_SECONDS = 10;

    /// @return its exit code; 0 if it is still running after a while
    int run(List<String> command) throws IOException;

    static Tool ofSystem() {
        return command -> {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        };
    }
}
