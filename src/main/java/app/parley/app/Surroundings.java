package app.parley.app;

import java.time.InstantSource;
import java.util.Map;

/// What a command gets from the process it runs in.
///
/// @param environment the environment variables
record Surroundings(Terminal terminal, Map<String, String> environment, InstantSource clock) {
    static Surroundings ofThisProcess() {
        return new Surroundings(Terminal.system(), System.getenv(), AppClock.system());
    }
}
