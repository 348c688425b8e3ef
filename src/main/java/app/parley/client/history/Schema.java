package app.parley.client.history;

import java.util.List;

/// The tables of a profile. One entry a version; an entry that was released is never changed.
public final class Schema {
    private static final String FIRST = """
            create table setting(name text primary key, value blob not null) without rowid;

            -- private halves of published bundles, by generation
            create table prekey(
              generation integer primary key, made integer not null, spk blob not null, kem blob not null,
              seal blob not null);
            create table one_time(id integer primary key, agreement blob not null, kem blob not null);

            -- trust: ordinal of Person.Trust; sid: their mailbox for us; stranger: known only from a first contact;
            -- off_record: nothing is signed for them; record_turn: how often that was switched
            create table person(
              account blob primary key, manifest blob not null, name text not null, phone text,
              phone_confirmed integer not null default 0, profile_counter integer not null default 0,
              bundle_counter integer not null default 0,
              member integer not null, last_seen integer not null default 0, trust integer not null, sid blob,
              renew integer not null default 0, stranger integer not null default 0,
              off_record integer not null default 0, record_turn integer not null default 0);

            -- account is null for the intro mailbox; made: the relay has it; told: they know it; stored: the highest
            -- number whose envelope is dealt with
            create table mailbox(
              id integer primary key, rid blob not null unique, sid blob not null, account blob,
              made integer not null default 0, told integer not null default 0, stored integer not null default 0);

            -- heard: rises with every envelope a session opened, over all sessions; opening: what a first contact
            -- repeats until the peer answered
            create table session(
              id integer primary key, account blob not null, device integer not null, transcript blob not null unique,
              ephemeral blob not null, opening blob, state blob not null, heard integer not null,
              begun integer not null);
            create index session_of on session(account, device, heard);

            -- id is the order of the conversation; kind: 0 sent, 1 received, 2 notice
            create table message(
              id integer primary key autoincrement, account blob not null, msg_id blob not null, kind integer not null,
              text text not null, content blob, sent_at integer not null, away integer not null default 0,
              delivery integer not null default 0, detail integer not null default 0, signed integer not null default 0,
              verified integer not null default 0, seen integer not null default 0,
              unique(account, kind, msg_id));
            create index message_of on message(account, id);
            create index message_unseen on message(account, id) where kind = 1 and seen = 0;

            -- state: 0 needs a session, 1 sealed, 2 accepted, 3 done; place: the order of sealing, which is the order
            -- of sending
            create table outgoing(
              id integer primary key autoincrement, account blob not null, msg_id blob, content blob not null,
              envelope blob, envelope_id blob, sid blob, session integer, place integer, state integer not null,
              expires_at integer not null default 0);
            create index outgoing_open on outgoing(state, place);
            create index outgoing_envelope on outgoing(envelope_id) where envelope_id is not null;
            create index outgoing_of on outgoing(account, state);

            -- secrets of invites made here, until somebody proved to hold one
            create table invited(secret blob primary key, made integer not null) without rowid;

            -- what does not fit about somebody's devices and was said once; kind: ordinal of Doubts.Kind
            create table doubt(
              account blob not null, kind integer not null, evidence blob not null, told integer not null,
              primary key(account, kind)) without rowid;

            -- GCRA: when what was sent again to somebody is paid off, in epoch milliseconds
            create table resend_limit(account blob primary key, paid integer not null) without rowid;

            -- receipts that wait for their moment; kind: 2 delivered, 3 seen
            create table receipt(
              account blob not null, msg_id blob not null, kind integer not null, due integer not null,
              primary key(account, msg_id, kind)) without rowid;

            -- envelopes that were opened: one that comes again is not opened again
            create table opened(id integer primary key, envelope_id blob not null unique);

            -- mailboxes of ours that are to be removed at the relay
            create table dropped(rid blob primary key) without rowid;

            -- envelopes that no session opens; asked: how often the sender was asked for them again
            create table unopened(
              envelope_id blob primary key, account blob not null, since integer not null, asked integer not null,
              next integer not null) without rowid;
            """;

    private static final String MANIFESTS = """
            -- every signed list of devices that was taken: what was signed under it can be checked later
            create table manifest_seen(
              account blob not null, manifest blob not null, primary key(account, manifest)) without rowid;
            insert into manifest_seen(account, manifest) select account, manifest from person;
            """;

    private static final String TALK = """
            -- reply_mine, reply_id: what it answers, and whether we wrote that; version: how often it was edited;
            -- timer: seconds after which it goes, counted from when it left or was seen; gone_at: epoch milliseconds
            alter table message add reply_mine integer;
            alter table message add reply_id blob;
            alter table message add forwarded integer not null default 0;
            alter table message add version integer not null default 0;
            alter table message add erased integer not null default 0;
            alter table message add timer integer not null default 0;
            alter table message add gone_at integer;
            create index message_goes on message(gone_at) where gone_at is not null;
            create index message_answers on message(account, reply_mine, reply_id) where reply_id is not null;

            -- about: the message of ours that an edit changes
            alter table outgoing add about blob;

            alter table person add timer integer not null default 0;
            alter table person add timer_turn integer not null default 0;

            -- mine: whether we wrote the message; by_me: whether we reacted
            create table reaction(
              account blob not null, mine integer not null, msg_id blob not null, by_me integer not null,
              emoji text not null, turn integer not null,
              primary key(account, mine, msg_id, by_me)) without rowid;

            -- what edits say, as sealed and signed
            create table edit(
              account blob not null, mine integer not null, msg_id blob not null, version integer not null,
              content blob not null, primary key(account, mine, msg_id, version)) without rowid;

            -- what was said about messages that are not here (yet)
            create table early(
              id integer primary key, account blob not null, mine integer not null, msg_id blob not null,
              kind integer not null, turn integer not null, content blob not null, signed integer not null,
              unique(account, mine, msg_id, kind));
            """;

    private static final String CHATS = """
            -- how this person keeps a conversation; muted_until: epoch milliseconds; unread: marked so by hand
            create table chat(
              account blob primary key, pinned integer not null, muted_until integer not null,
              archived integer not null, unread integer not null) without rowid;

            -- person.stranger: 1 asks to be heard, 2 did and was turned away until they write again
            alter table person add blocked integer not null default 0;
            """;

    private static final String WORDS = """
            -- which tokens are in which message, by its id; tokens are made by client.Search
            create virtual table word using fts5(
              tokens, tokenize = 'ascii', content = '', detail = none, prefix = '1 2 3');
            """;

    /// From an empty file to the newest version.
    public static final List<String> MIGRATIONS = List.of(FIRST, MANIFESTS, TALK, CHATS, WORDS);

    private Schema() {}
}
