-- SPDX-License-Identifier: EUPL-1.2
--
-- The database of one organisation, as zijlijnd keeps it.
--
-- Migrations are numbered, each runs once in one transaction, and none is
-- ever changed after a release. row_hash is in every table: BLAKE2b over the
-- table's name and all other columns in the order they stand in here, made
-- by the SQL function zl_row() of server/db/db_row.c, because SQLite
-- does not notice when the content of a row changes under it.
--
-- Numbers as on the wire (docs/protocol.md): roles are 1 coordinator,
-- 2 supporter, 3 professional, 4 contact; kinds are 1 note, 2 addendum,
-- 3 retraction, 4 acknowledgement, 5 unreadable, 6 assessment, 7 feedback,
-- 8 family statement, 9 handover, 10 step-out, 11 reseal, 12 closing,
-- 13 reopening, 14 hold, 15 erasure. Moments are milliseconds since
-- 1970-01-01T00:00:00Z.
--
-- A CHECK with IN has two values at most: for more, SQLite makes a table of
-- them at each insert, which takes longer than the insert.

-- Whose database this is. One row.
CREATE TABLE store (
    only         INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    -- id of the organisation
    organisation BLOB NOT NULL CHECK (length(organisation) = 16),
    -- hash over sqlite_schema as the newest migration left it
    schema_hash  BLOB NOT NULL CHECK (length(schema_hash) = 32),
    row_hash     BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

-- The statement log's entries: never changed, only followed.
CREATE TABLE statement (
    -- index in the statement log
    position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    -- hash over all of its bytes
    hash     BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    -- 1 charter .. 10 directory
    type     INTEGER NOT NULL CHECK (type BETWEEN 1 AND 10),
    -- salt of its leaf
    salt     BLOB NOT NULL CHECK (length(salt) = 32),
    -- when it was taken
    time     INTEGER NOT NULL CHECK (time >= 0),
    -- the statement, signature included
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 67584),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

CREATE TRIGGER statement_stands BEFORE UPDATE ON statement
BEGIN
    SELECT RAISE(ABORT, 'a statement is never changed');
END;

CREATE TRIGGER statement_stays BEFORE DELETE ON statement
BEGIN
    SELECT RAISE(ABORT, 'a statement is never removed');
END;

-- Who is what, from the appointments. Here so that the constraints below can
-- lean on it: a member has one role for ever.
CREATE TABLE member (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    role        INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
    -- position of the first appointment
    appointment INTEGER NOT NULL REFERENCES statement (position),
    row_hash    BLOB NOT NULL CHECK (length(row_hash) = 32),
    UNIQUE (id, role)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER member_keeps_role BEFORE UPDATE ON member
WHEN new.role IS NOT old.role OR new.id IS NOT old.id
BEGIN
    SELECT RAISE(ABORT, 'a member has one role for ever');
END;

-- What is known of each signal: what its records made of it, and that a body
-- of it was given out.
CREATE TABLE signal (
    -- record id of the opening note
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- the club it is about
    club        BLOB NOT NULL CHECK (length(club) = 16),
    -- who wrote the note, or took that place, and as what
    author      BLOB NOT NULL CHECK (length(author) = 16),
    author_role INTEGER NOT NULL CHECK (author_role IN (3, 4)),
    -- 2 waiting, 4 opened, 8 acknowledged by a professional, 16 closed,
    -- 32 retracted, 64 erased
    state       INTEGER NOT NULL CHECK (state BETWEEN 2 AND 64
                                        AND state & (state - 1) = 0),
    -- the holders by its records, ids in order
    holders     BLOB NOT NULL CHECK (length(holders) BETWEEN 0 AND 320
                                     AND length(holders) % 16 = 0),
    -- position of the note, which comes right after and points back here;
    -- a reference both ways would make SQLite search this table each time
    note        INTEGER NOT NULL CHECK (note >= 0),
    -- 1: its erasing is held up
    held        INTEGER NOT NULL CHECK (held IN (0, 1)),
    -- how many of its records have, or had, a body
    bodies      INTEGER NOT NULL CHECK (bodies BETWEEN 1 AND 512),
    -- whom the note left out, ids in order
    left_out    BLOB NOT NULL CHECK (length(left_out) BETWEEN 0 AND 128
                                     AND length(left_out) % 16 = 0),
    -- who stepped out, ids in order
    stepped_out BLOB NOT NULL CHECK (length(stepped_out) BETWEEN 0 AND 256
                                     AND length(stepped_out) % 16 = 0),
    -- how many of those with a body contacts wrote
    from_club   INTEGER NOT NULL CHECK (from_club BETWEEN 0 AND 128),
    row_hash    BLOB NOT NULL CHECK (length(row_hash) = 32),
    FOREIGN KEY (author, author_role) REFERENCES member (id, role),
    -- nobody waits for a professional to open what a professional wrote, and
    -- a professional takes nothing back
    CHECK (author_role = 4 OR state IN (8, 16) OR state = 64)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER signal_stays_gone BEFORE UPDATE ON signal
WHEN old.state IN (32, 64) AND new.state IS NOT old.state
BEGIN
    SELECT RAISE(ABORT, 'retracted and erased are for ever');
END;

CREATE TRIGGER signal_waits_once BEFORE UPDATE ON signal
WHEN new.state = 2 AND old.state IS NOT 2
BEGIN
    SELECT RAISE(ABORT, 'what was opened does not wait again');
END;

CREATE TRIGGER signal_is_taken_back_unopened BEFORE UPDATE ON signal
WHEN new.state = 32 AND old.state NOT IN (2, 32)
BEGIN
    SELECT RAISE(ABORT, 'what was opened is not taken back');
END;

-- The record log's entries, without what is sealed inside. "Clubs note,
-- professionals assess" stands here once more: the role next to the author
-- is the member's own, and the kind has to fit it.
CREATE TABLE record (
    -- index in the record log
    position    INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    -- the record hash: over the head, which has the hashes of seals and body,
    -- so that the same again is the same
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    signal      BLOB NOT NULL REFERENCES signal (id)
                CHECK (length(signal) = 16),
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 15),
    -- who wrote it, and as what
    author      BLOB NOT NULL CHECK (length(author) = 16),
    author_role INTEGER NOT NULL CHECK (author_role IN (3, 4)),
    -- 1: the club must not learn of it: an assessment, a family statement,
    -- an acknowledgement or unreadable of one
    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    -- when it was taken
    time        INTEGER NOT NULL CHECK (time >= 0),
    -- size of the statement log when it was taken
    statements  INTEGER NOT NULL CHECK (statements >= 0),
    -- salt of its leaf
    salt        BLOB NOT NULL CHECK (length(salt) = 32),
    -- as it was signed
    head        BLOB NOT NULL CHECK (length(head) BETWEEN 1 AND 16384),
    -- its seals, each as lists give it: 1 and the seal, or, once it was
    -- dropped, 0 and its hash
    seals       BLOB NOT NULL CHECK (length(seals) BETWEEN 0 AND 16384),
    row_hash    BLOB NOT NULL CHECK (length(row_hash) = 32),
    UNIQUE (position, kind, author_role),
    FOREIGN KEY (author, author_role) REFERENCES member (id, role),
    -- a note opens its signal, anything else follows one
    CHECK ((kind = 1) = (id = signal)),
    -- who may write what: a contact notes, adds, takes back, acknowledges,
    -- says that it could not read, and reseals; a professional all but take
    -- back
    CHECK ((author_role = 4 AND (kind BETWEEN 1 AND 5 OR kind = 11))
        OR (author_role = 3 AND kind <> 3)),
    -- what is hidden, and that no contact speaks of it
    CHECK ((kind IN (6, 8) AND hidden = 1)
        OR (kind IN (4, 5) AND (hidden = 0 OR author_role = 3))
        OR (NOT (kind BETWEEN 4 AND 6 OR kind = 8) AND hidden = 0))
) STRICT;

-- a note is found by its own id, which is the signal's
CREATE INDEX record_by_signal ON record (signal) WHERE kind <> 1;

CREATE TRIGGER record_stands BEFORE UPDATE ON record
WHEN new.position IS NOT old.position OR new.id IS NOT old.id
    OR new.hash IS NOT old.hash OR new.signal IS NOT old.signal
    OR new.kind IS NOT old.kind OR new.author IS NOT old.author
    OR new.author_role IS NOT old.author_role OR new.hidden IS NOT old.hidden
    OR new.time IS NOT old.time OR new.statements IS NOT old.statements
    OR new.salt IS NOT old.salt OR new.head IS NOT old.head
BEGIN
    SELECT RAISE(ABORT, 'of a record only seals are ever dropped');
END;

-- What is sealed inside a record. Apart, since it is large and read once.
CREATE TABLE body (
    -- position of the record
    record   INTEGER NOT NULL PRIMARY KEY REFERENCES record (position),
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 131112),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

-- The persons a record is sealed to. An assessment has no contact here.
CREATE TABLE recipient (
    -- position of the record
    record      INTEGER NOT NULL,
    -- kind of that record and role of its author, held to it by the key
    -- below
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 15),
    author_role INTEGER NOT NULL CHECK (author_role IN (3, 4)),
    member      BLOB NOT NULL CHECK (length(member) = 16),
    -- role of that member, held to it by the key below
    role        INTEGER NOT NULL CHECK (role IN (3, 4)),
    row_hash    BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (record, member),
    FOREIGN KEY (record, kind, author_role)
        REFERENCES record (position, kind, author_role),
    FOREIGN KEY (member, role) REFERENCES member (id, role),
    -- who may receive what from whom. A contact receives its own notes and
    -- addenda, feedback, and what puts it in the place of an author
    CHECK ((role = 3 AND author_role = 4 AND (kind IN (1, 2) OR kind = 11))
        OR (role = 3 AND author_role = 3
            AND (kind IN (1, 2) OR kind BETWEEN 6 AND 11))
        OR (role = 4 AND author_role = 4 AND kind IN (1, 2))
        OR (role = 4 AND author_role = 3 AND kind IN (7, 11)))
) STRICT, WITHOUT ROWID;

-- Seals that a recipient made later, for new keys of its own.
CREATE TABLE seal (
    -- position of the record
    record   INTEGER NOT NULL,
    -- who made it, for itself
    member   BLOB NOT NULL,
    -- for which sealing key
    key      BLOB NOT NULL CHECK (length(key) = 32),
    bytes    BLOB NOT NULL CHECK (length(bytes) = 96),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (record, member, key),
    FOREIGN KEY (record, member) REFERENCES recipient (record, member)
) STRICT, WITHOUT ROWID;

-- Which records each member may list: what it wrote or receives, and what
-- became of the signals it had a part in when that was taken.
CREATE TABLE listed (
    member   BLOB NOT NULL REFERENCES member (id)
             CHECK (length(member) = 16),
    -- position of the record
    record   INTEGER NOT NULL REFERENCES record (position),
    -- 1: neither its author nor a recipient
    besides  INTEGER NOT NULL CHECK (besides IN (0, 1)),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (member, record)
) STRICT, WITHOUT ROWID;

-- the others are found from the record
CREATE INDEX listed_besides ON listed (record) WHERE besides = 1;

-- When a body was first given to somebody.
CREATE TABLE opened (
    -- position of the record
    record   INTEGER NOT NULL REFERENCES record (position),
    -- who got it
    member   BLOB NOT NULL REFERENCES member (id)
             CHECK (length(member) = 16),
    time     INTEGER NOT NULL CHECK (time >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (record, member)
) STRICT, WITHOUT ROWID;

-- Names and phone numbers: card documents. No log speaks of their content,
-- so a row can go.
CREATE TABLE card (
    -- hash over the document
    hash     BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1024),
    -- when it was put
    time     INTEGER NOT NULL CHECK (time >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT, WITHOUT ROWID;

-- Invitation packets, which the server cannot read.
CREATE TABLE invitation (
    -- look-up id
    lookup   BLOB NOT NULL PRIMARY KEY CHECK (length(lookup) = 16),
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536),
    -- who put it
    member   BLOB NOT NULL REFERENCES member (id)
             CHECK (length(member) = 16),
    -- when
    time     INTEGER NOT NULL CHECK (time >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

-- The two logs' trees (RFC 9162, 2.1): every complete subtree once.
CREATE TABLE node (
    -- 1 statements, 2 records
    log      INTEGER NOT NULL CHECK (log IN (1, 2)),
    -- 0 for leaves: the subtree has 2^level of them
    level    INTEGER NOT NULL CHECK (level BETWEEN 0 AND 63),
    -- which subtree of that level, from the left
    number   INTEGER NOT NULL CHECK (number >= 0),
    -- root of the subtree
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (log, level, number)
) STRICT, WITHOUT ROWID;

-- Signed heads, one for each group of commits.
CREATE TABLE head (
    number         INTEGER NOT NULL PRIMARY KEY CHECK (number >= 0),
    time           INTEGER NOT NULL CHECK (time >= 0),
    -- size and root of the statement log
    statements     INTEGER NOT NULL CHECK (statements >= 0),
    statement_root BLOB NOT NULL CHECK (length(statement_root) = 32),
    -- size and root of the record log
    records        INTEGER NOT NULL CHECK (records >= 0),
    record_root    BLOB NOT NULL CHECK (length(record_root) = 32),
    -- by the log key
    signature      BLOB NOT NULL CHECK (length(signature) = 64),
    row_hash       BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

CREATE INDEX head_by_statements ON head (statements, number);
CREATE INDEX head_by_records ON head (records, number);
