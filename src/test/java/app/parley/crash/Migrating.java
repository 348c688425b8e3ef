package app.parley.crash;

import app.parley.store.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A process that opens an encrypted database and leads it through many versions.
final class Migrating {
    static final int VERSIONS = 40;
    static final int ROWS = 3000;

    private Migrating() {}

    static List<String> migrations() {
        return IntStream.rangeClosed(1, VERSIONS).mapToObj(Migrating::migration).toList();
    }

    /// Each version keeps count of itself, fills a table, and changes the one before.
    private static String migration(int version) {
        String count = version == 1 ? "create table version(n integer not null);" : "";
        String before = version == 1 ? "" : "update t%d set v = v + 1;".formatted(version - 1);
        return """
                %s
                insert into version values(%d);
                create table t%d(v integer not null);
                insert into t%d with recursive n(v) as (select 0 union all select v + 1 from n where v < %d - 1)
                  select 0 from n;
                %s
                """.formatted(count, version, version, version, ROWS, before);
    }

    static Database open(Path file) {
        return Database.open(file, Optional.of(new byte[Database.KEY_LENGTH]), migrations());
    }

    /// @param args the file
    public static void main(String[] args) {
        System.out.println("{\"event\":\"begins\"}");
        open(Path.of(args[0])).close();
        System.out.println("{\"event\":\"done\"}");
    }
}
