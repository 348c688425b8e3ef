package app.parley.app;

import app.parley.protocol.RelayAddress;
import app.parley.relay.RelayConfig;
import app.parley.store.PostgresAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of a relay that is one of several.
final class SharedOptions {
    /// The environment variable with the database's password.
    static final String PASSWORD = "PARLEY_STORE_PASSWORD";

    /// A text, not an address: what is wrong with an option is shown, and this may hold a password.
    @Option(
            names = "--store",
            paramLabel = "postgres://USER@HOST:PORT/DATABASE",
            description = {
                "Keeps everything in a PostgreSQL database that several relays may share, instead of a file in --data.",
                "The password is taken from the address or, better, from the environment variable " + PASSWORD + "."
            })
    private Optional<String> store = Optional.empty();

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "Runs with the secrets in FILE (see: parley relay identity), as one relay of several that"
                    + " share them. Only you may be able to read it.")
    private Optional<Path> identity = Optional.empty();

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "Where others reach this relay, if not where it listens; several with commas between.")
    private List<RelayAddress> advertise = new ArrayList<>();

    List<RelayAddress> advertised() {
        return advertise;
    }

    Optional<PostgresAddress> database(Map<String, String> environment) throws Failure {
        if (store.isEmpty()) {
            return Optional.empty();
        }
        PostgresAddress address = PostgresAddress.parse(store.get())
                .orElseThrow(() -> Failure.wrongUse("That is no address of a database (it is not shown: it may hold a"
                        + " password). It looks like postgres://USER@HOST:PORT/DATABASE; of the options after a"
                        + " question mark, sslmode, sslrootcert, sslcert, sslkey, currentSchema and targetServerType"
                        + " are known."));
        return Optional.of(address.withPasswordIfNone(Optional.ofNullable(environment.get(PASSWORD))));
    }

    RelayConfig.Shared shared(Map<String, String> environment) throws Failure {
        return new RelayConfig.Shared(database(environment), identity);
    }
}
