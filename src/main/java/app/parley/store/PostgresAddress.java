package app.parley.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/// Where a PostgreSQL database is, and as whom to use it. Its text form hides the password.
public final class PostgresAddress {
    /// What may follow the question mark. Others could switch off what durability rests on.
    private static final Set<String> OPTIONS =
            Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "currentSchema", "targetServerType");

    private static final String JDBC = "jdbc:";

    private final String hosts;
    private final String database;
    private final Optional<String> user;
    private final Optional<String> password;
    private final TreeMap<String, String> options;

    private PostgresAddress(
            String hosts,
            String database,
            Optional<String> user,
            Optional<String> password,
            TreeMap<String, String> options) {
        this.hosts = hosts;
        this.database = database;
        this.user = user;
        this.password = password;
        this.options = options;
    }

    /// Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE?OPTION=VALUE`, also with `postgresql` and
    /// with `jdbc:` before it. Port (5432), user and password may be left out; several hosts are
    /// separated by commas. Options are `sslmode`, `sslrootcert`, `sslcert`, `sslkey`,
    /// `currentSchema`, `targetServerType`, `user` and `password`; others are refused.
    ///
    /// @return empty if it is anything else
    public static Optional<PostgresAddress> parse(String typed) {
        String text = typed.strip();
        text = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
        try {
            // A URI knows one host only: the list is taken out first.
            URI uri = new URI(text.replaceFirst(",[^/?]*", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String authority = text.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("[/?].*$", "");
            String hosts = authority.substring(authority.lastIndexOf('@') + 1);
            String path = Optional.ofNullable(uri.getPath()).orElse("");
            if (!scheme.equals("postgres") && !scheme.equals("postgresql")
                    || hosts.isEmpty()
                    || path.length() < 2
                    || path.indexOf('/', 1) >= 0) {
                return Optional.empty();
            }
            TreeMap<String, String> options = new TreeMap<>();
            Optional<String> user = Optional.empty();
            Optional<String> password = Optional.empty();
            if (authority.contains("@")) {
                String[] who =
                        authority.substring(0, authority.lastIndexOf('@')).split(":", 2);
                user = Optional.of(decoded(who[0]));
                password = who.length == 2 ? Optional.of(decoded(who[1])) : password;
            }
            for (String each : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
                String[] pair = each.split("=", 2);
                switch (pair[0]) {
                    case "user" -> user = Optional.of(decoded(pair[pair.length - 1]));
                    case "password" -> password = Optional.of(decoded(pair[pair.length - 1]));
                    case "" -> {}
                    default -> {
                        if (pair.length < 2 || !OPTIONS.contains(pair[0])) {
                            return Optional.empty();
                        }
                        options.put(pair[0], decoded(pair[1]));
                    }
                }
            }
            return Optional.of(new PostgresAddress(hosts, path.substring(1), user, password, options));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The same with another password, unless it has one.
    public PostgresAddress withPasswordIfNone(Optional<String> other) {
        return new PostgresAddress(hosts, database, user, password.or(() -> other), options);
    }

    /// The same, with tables in another schema.
    public PostgresAddress withSchema(String schema) {
        TreeMap<String, String> more = new TreeMap<>(options);
        more.put("currentSchema", schema);
        return new PostgresAddress(hosts, database, user, password, more);
    }

    String jdbc() {
        return "jdbc:postgresql://" + hosts + "/" + database;
    }

    Properties properties() {
        Properties properties = new Properties();
        options.forEach(properties::setProperty);
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
        return properties;
    }

    /// Without the password.
    @Override
    public String toString() {
        return "postgres://" + user.map(value -> value + "@").orElse("") + hosts + "/" + database;
    }
}
