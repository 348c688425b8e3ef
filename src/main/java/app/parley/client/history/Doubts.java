package app.parley.client.history;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What does not fit about the devices of somebody (PROTOCOL.md §2). Each kind is kept, and said,
/// once a person, until it is right again.
public final class Doubts {
    /// The ordinal is stored.
    public enum Kind {
        /// A list of devices older than the one known turned up; the evidence is its hash.
        OLDER,
        /// The account signed two lists that exclude each other; the evidence is the other one.
        CONFLICTING,
        /// They name a list that the relay does not show; the evidence is its hash.
        HIDDEN,
        /// They were shown a list of ours that we never signed; the evidence is its hash.
        OTHERS_FOR_US
    }

    private final Sql sql;

    public Doubts(Sql sql) {
        this.sql = sql;
    }

    /// @param told whether the person in front is told at once
    /// @return whether this is new
    public boolean add(AccountId account, Kind kind, byte[] evidence, boolean told) {
        boolean known = kind == Kind.CONFLICTING
                ? evidence(account, kind)
                        .filter(before -> Arrays.equals(before, evidence))
                        .isPresent()
                : evidence(account, kind).isPresent();
        if (!known) {
            sql.update(
                    "insert or replace into doubt(account, kind, evidence, told) values(?, ?, ?, ?)",
                    account.octets().toArray(),
                    kind.ordinal(),
                    evidence,
                    told);
        }
        return !known;
    }

    public Optional<byte[]> evidence(AccountId account, Kind kind) {
        return sql.one(
                "select evidence from doubt where account = ? and kind = ?",
                row -> row.bytes("evidence"),
                account.octets().toArray(),
                kind.ordinal());
    }

    /// It is right again.
    public void clear(AccountId account, Kind kind) {
        sql.update(
                "delete from doubt where account = ? and kind = ?",
                account.octets().toArray(),
                kind.ordinal());
    }

    /// Whose lists the relay is to be asked for again.
    public List<AccountId> untold() {
        return sql.list(
                "select distinct account from doubt where told = 0",
                row -> new AccountId(Octets.of(row.bytes("account"))));
    }

    public void told(AccountId account) {
        sql.update("update doubt set told = 1 where account = ?", (Object)
                account.octets().toArray());
    }
}
