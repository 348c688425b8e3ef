-- The first version of relay.db, as it was. Never edited.
create table mailbox(
    box integer primary key, rid blob not null, sid blob not null,
    acked integer not null, last integer not null);
create table envelope(
    n integer primary key, box integer not null, seq integer not null, expires integer not null,
    size integer not null, id blob not null, body blob not null);
create table expired(
    sid blob not null, id blob not null, until integer not null, primary key(sid, id)) without rowid;
create table account(
    id blob primary key, phone blob not null unique, manifest blob not null, profile blob not null,
    hidden integer not null, seen integer not null) without rowid;
create table claim(
    phone blob not null, account blob not null, since integer not null,
    primary key(phone, account)) without rowid;
create table bundle(
    account blob not null, device integer not null, counter integer not null, expires integer not null,
    body blob not null, primary key(account, device)) without rowid;
create table onetime(
    account blob not null, device integer not null, id integer not null, body blob not null,
    primary key(account, device, id)) without rowid;
create table invite(
    admission blob primary key, phone blob not null, code blob not null, expires integer not null)
    without rowid;
create table allowance(key blob primary key, full integer not null) without rowid;
-- What somebody has in it.
insert into mailbox(box, rid, sid, acked, last) values(
    77, x'0000000000000000000000000000000000000000000000000000000000000001', x'0000000000000000000000000000000000000000000000000000000000000002', 3, 4);
insert into invite(admission, phone, code, expires)
    values(x'0000000000000000000000000000000000000000000000000000000000000005', x'0000000000000000000000000000000000000000000000000000000000000006', x'0000000000000000000000000000000000000000000000000000000000000007', 32503680000);
insert into allowance(key, full) values(zeroblob(32), 1);
pragma user_version = 1;
