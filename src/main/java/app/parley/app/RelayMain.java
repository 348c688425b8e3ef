package app.parley.app;

import java.util.Arrays;
import java.util.stream.Stream;

/// The entry point of `parley-relay`, which an installed Parley brings for computers without a
/// desktop: the same as `parley relay`.
public final class RelayMain {
    private RelayMain() {}

    /// Ends the process with the exit code of the command.
    public static void main(String[] args) {
        Main.main(Stream.concat(Stream.of("relay"), Arrays.stream(args)).toArray(String[]::new));
    }
}
