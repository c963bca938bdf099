-- SPDX-License-Identifier: EUPL-1.2
--
-- The database of one organisation, as zijlijnd keeps it.
--
-- Migrations are numbered, each runs once in one transaction, and none is
-- ever changed after a release. row_hash is in every table: SHA-256 over the
-- table's name and all other columns in the order they stand in here, made
-- by the SQL function zl_row() of server/store/store_row.c, because SQLite
-- does not notice when the content of a row changes under it.
--
-- Numbers as on the wire (docs/protocol.md): roles are 1 coordinator,
-- 2 supporter, 3 professional, 4 contact; kinds are 1 note,
-- 4 acknowledgement, 6 assessment, 7 feedback. Moments are milliseconds
-- since 1970-01-01T00:00:00Z.

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

-- What is known of each signal.
CREATE TABLE signal (
    -- record id of the opening note
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- the club it is about
    club        BLOB NOT NULL CHECK (length(club) = 16),
    -- who wrote the note, and as what
    author      BLOB NOT NULL CHECK (length(author) = 16),
    author_role INTEGER NOT NULL CHECK (author_role IN (3, 4)),
    -- 2 waiting, 8 acknowledged by a professional
    state       INTEGER NOT NULL CHECK (state IN (2, 8)),
    -- professionals among the note's recipients, ids in order
    holders     BLOB NOT NULL CHECK (length(holders) BETWEEN 0 AND 160
                                     AND length(holders) % 16 = 0),
    -- position of the note, which comes right after and points back here;
    -- a reference both ways would make SQLite search this table each time
    note        INTEGER NOT NULL CHECK (note >= 0),
    row_hash    BLOB NOT NULL CHECK (length(row_hash) = 32),
    FOREIGN KEY (author, author_role) REFERENCES member (id, role),
    -- nobody waits for a professional to open what a professional wrote
    CHECK (author_role = 4 OR state = 8)
) STRICT, WITHOUT ROWID;

-- The record log's entries, without what is sealed inside. "Clubs note,
-- professionals assess" stands here once more: the role next to the author
-- is the member's own, and the kind has to fit it.
CREATE TABLE record (
    -- index in the record log
    position    INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    -- the record hash: over the head
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    signal      BLOB NOT NULL REFERENCES signal (id)
                CHECK (length(signal) = 16),
    kind        INTEGER NOT NULL CHECK (kind IN (1, 4, 6, 7)),
    -- who wrote it, and as what
    author      BLOB NOT NULL CHECK (length(author) = 16),
    author_role INTEGER NOT NULL,
    -- when it was taken
    time        INTEGER NOT NULL CHECK (time >= 0),
    -- size of the statement log when it was taken
    statements  INTEGER NOT NULL CHECK (statements >= 0),
    -- salt of its leaf
    salt        BLOB NOT NULL CHECK (length(salt) = 32),
    -- hash over all that was sent, body included: the same again is the same
    sent_hash   BLOB NOT NULL CHECK (length(sent_hash) = 32),
    -- head and seals, as lists give them
    head        BLOB NOT NULL CHECK (length(head) BETWEEN 1 AND 32768),
    row_hash    BLOB NOT NULL CHECK (length(row_hash) = 32),
    UNIQUE (position, kind),
    FOREIGN KEY (author, author_role) REFERENCES member (id, role),
    -- a note opens its signal, anything else follows one
    CHECK ((kind = 1) = (id = signal)),
    -- who may write what
    CHECK ((kind = 1 AND author_role IN (3, 4))
        OR (kind = 4 AND author_role IN (3, 4))
        OR (kind = 6 AND author_role = 3)
        OR (kind = 7 AND author_role = 3))
) STRICT;

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
    record   INTEGER NOT NULL,
    -- kind of that record, held to it by the key below
    kind     INTEGER NOT NULL,
    member   BLOB NOT NULL CHECK (length(member) = 16),
    -- role of that member, held to it by the key below
    role     INTEGER NOT NULL,
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (record, member),
    FOREIGN KEY (record, kind) REFERENCES record (position, kind),
    FOREIGN KEY (member, role) REFERENCES member (id, role),
    -- who may receive what
    CHECK ((kind = 1 AND role IN (3, 4))
        OR (kind = 6 AND role = 3)
        OR (kind = 7 AND role IN (3, 4)))
) STRICT, WITHOUT ROWID;

-- Which records each member may list: what it wrote or receives, and what
-- became of the notes it wrote or received.
CREATE TABLE listed (
    member   BLOB NOT NULL REFERENCES member (id)
             CHECK (length(member) = 16),
    -- position of the record
    record   INTEGER NOT NULL REFERENCES record (position),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (member, record)
) STRICT, WITHOUT ROWID;

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
