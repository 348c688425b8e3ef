package app.parley.relay.mailbox;

import app.parley.store.Sql;

/// How often something happened to this relay, ever.
enum SqliteTally {
    /// the open invite was replaced
    OPEN_INVITE("open-invite"),
    /// a member was removed
    REMOVALS("removals");

    private final String name;

    SqliteTally(String name) {
        this.name = name;
    }

    long of(Sql sql) {
        return sql.number("select value from tally where name = ?", name);
    }

    long countOne(Sql sql) {
        sql.update(
                "insert into tally(name, value) values(?, 1) on conflict(name) do update set value = tally.value + 1",
                name);
        return of(sql);
    }
}
