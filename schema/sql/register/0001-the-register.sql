-- SPDX-License-Identifier: EUPL-1.2
--
-- The club register of one organisation (docs/protocol.md, 10), as zijlijnd
-- keeps it: a database apart from the one with signals, on a connection that
-- cannot attach another. Who is a contact, an account holder or invited is not
-- in it: that follows from the statements.
--
-- As in the store's schema: migrations are numbered and never changed after a
-- release; row_hash is BLAKE2b over the table's name and all other columns in
-- order, made by zl_row() of server/db/db_row.c. Texts are UTF-8 as blobs, an
-- empty one where nothing was said; days are days since 1970-01-01, 0 where
-- none was said. Ids of clubs and members are those of the statements.

-- Whose register this is. One row.
CREATE TABLE store (
    only         INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    organisation BLOB NOT NULL CHECK (length(organisation) = 16),
    schema_hash  BLOB NOT NULL CHECK (length(schema_hash) = 32),
    row_hash     BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

-- What a supporter keeps of a club.
CREATE TABLE club (
    id               BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    address          BLOB NOT NULL CHECK (length(address) <= 800),
    website          BLOB NOT NULL CHECK (length(website) <= 800),
    -- one more than there are; 0 where it was not said
    youth_members    INTEGER NOT NULL
                     CHECK (youth_members BETWEEN 0 AND 100001),
    extra_support    BLOB NOT NULL CHECK (length(extra_support) <= 800),
    -- every how many days somebody visits; 0 where it was not said
    visit_days       INTEGER NOT NULL CHECK (visit_days BETWEEN 0 AND 730),
    -- when it was adopted, and when trainers were last trained
    code_of_conduct  INTEGER NOT NULL CHECK (code_of_conduct >= 0),
    trainers_trained INTEGER NOT NULL CHECK (trainers_trained >= 0),
    row_hash         BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT, WITHOUT ROWID;

-- People at a club.
CREATE TABLE person (
    club          BLOB NOT NULL CHECK (length(club) = 16),
    id            BLOB NOT NULL CHECK (length(id) = 16),
    given         BLOB NOT NULL CHECK (length(given) BETWEEN 1 AND 240),
    prefix        BLOB NOT NULL CHECK (length(prefix) <= 80),
    family        BLOB NOT NULL CHECK (length(family) BETWEEN 1 AND 240),
    -- 0 contact, 1 chair, 2 secretary, 3 trainer, 4 other
    post          INTEGER NOT NULL CHECK (post BETWEEN 0 AND 4),
    -- a contact's membership; zeros: none
    member        BLOB NOT NULL CHECK (length(member) = 16),
    phone         BLOB NOT NULL CHECK (length(phone) <= 160),
    mail          BLOB NOT NULL CHECK (length(mail) <= 1016),
    -- the day a certificate of conduct was seen; never more of it
    vog_seen      INTEGER NOT NULL CHECK (vog_seen >= 0),
    trained_until INTEGER NOT NULL CHECK (trained_until >= 0),
    row_hash      BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (club, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_of_member ON person (member);

-- Visits and contact moments, planned or done.
CREATE TABLE visit (
    club     BLOB NOT NULL CHECK (length(club) = 16),
    id       BLOB NOT NULL CHECK (length(id) = 16),
    day      INTEGER NOT NULL CHECK (day > 0),
    done     INTEGER NOT NULL CHECK (done IN (0, 1)),
    -- which member
    by       BLOB NOT NULL CHECK (length(by) = 16),
    -- 0 visit, 1 phone, 2 other
    how      INTEGER NOT NULL CHECK (how BETWEEN 0 AND 2),
    -- 0 acquaintance, 1 rhythm, 2 need, 3 training, 4 other
    about    INTEGER NOT NULL CHECK (about BETWEEN 0 AND 4),
    note     BLOB NOT NULL CHECK (length(note) <= 800),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (club, id)
) STRICT, WITHOUT ROWID;

-- What a club asked for, or what somebody noticed that it needs.
CREATE TABLE need (
    club     BLOB NOT NULL CHECK (length(club) = 16),
    id       BLOB NOT NULL CHECK (length(id) = 16),
    -- 0 contact, 1 training, 2 code of conduct, 3 vog, 4 volunteers, 5 talk,
    -- 6 other
    what     INTEGER NOT NULL CHECK (what BETWEEN 0 AND 6),
    -- 1: by the club; 0: noticed
    asked    INTEGER NOT NULL CHECK (asked IN (0, 1)),
    -- 0 open, 1 in hand, 2 done
    status   INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    since    INTEGER NOT NULL CHECK (since > 0),
    -- which member helps; zeros: nobody yet
    helper   BLOB NOT NULL CHECK (length(helper) = 16),
    note     BLOB NOT NULL CHECK (length(note) <= 800),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (club, id)
) STRICT, WITHOUT ROWID;
