-- SPDX-License-Identifier: EUPL-1.2
--
-- A signal reaches somebody (docs/protocol.md, 7.17, 7.18 and 9): what waits
-- and which steps were taken for it, clubs that have nobody, and mail. All
-- moments are of the server's clock, which somebody may set back: one that
-- lies ahead is taken for now.

-- What each open signal waits for; 0 where it does not. A row goes when its
-- signal is closed, taken back or erased.
CREATE TABLE watch (
    signal     BLOB NOT NULL PRIMARY KEY REFERENCES signal (id)
               CHECK (length(signal) = 16),
    -- the oldest note or addendum of a contact that no professional has
    -- acknowledged
    unread     INTEGER NOT NULL CHECK (unread >= 0),
    -- since when no holder in force has written of it
    unheld     INTEGER NOT NULL CHECK (unheld >= 0),
    -- the wait whose steps are counted, and how many of these were taken
    since      INTEGER NOT NULL CHECK (since >= 0),
    step       INTEGER NOT NULL CHECK (step BETWEEN 0 AND 3),
    -- the oldest that was not answered yet; 1: its holders were told
    unanswered INTEGER NOT NULL CHECK (unanswered >= 0),
    answer     INTEGER NOT NULL CHECK (answer IN (0, 1)),
    -- its newest note, reopening or hold, and how often its holders were told
    -- that this is long ago
    open       INTEGER NOT NULL CHECK (open >= 0),
    open_told  INTEGER NOT NULL CHECK (open_told >= 0),
    -- a holder in force who wrote of it, when last seen; zeros: nobody
    actor      BLOB NOT NULL CHECK (length(actor) = 16),
    -- when it is to be looked at
    due        INTEGER NOT NULL CHECK (due >= 0),
    row_hash   BLOB NOT NULL CHECK (length(row_hash) = 32),
    -- no step without a wait
    CHECK (step = 0 OR since > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX watch_due ON watch (due);
CREATE INDEX watch_escalated ON watch (since) WHERE step = 3;

-- Addenda of contacts that no professional has acknowledged. (A note's own
-- signal says so.)
CREATE TABLE addendum (
    signal   BLOB NOT NULL REFERENCES signal (id)
             CHECK (length(signal) = 16),
    -- the record's hash
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    time     INTEGER NOT NULL CHECK (time >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (signal, hash)
) STRICT, WITHOUT ROWID;

-- Clubs that have nobody.
CREATE TABLE alert (
    club     BLOB NOT NULL PRIMARY KEY CHECK (length(club) = 16),
    since    INTEGER NOT NULL CHECK (since >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT, WITHOUT ROWID;

-- Where each member wants mail, and how it went. A row goes when the member
-- is not in force any more; without an address it stays, so that nobody gets
-- more mail by leaving another.
CREATE TABLE mailbox (
    member   BLOB NOT NULL PRIMARY KEY REFERENCES member (id)
             CHECK (length(member) = 16),
    -- empty: none
    address  BLOB NOT NULL CHECK (length(address) <= 254),
    -- random, and only of this address: mail that comes back names it
    token    BLOB NOT NULL UNIQUE CHECK (length(token) = 16),
    -- 0 none, 1 untried, 2 works, 3 refused, 4 unreachable; since when
    state    INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    since    INTEGER NOT NULL CHECK (since >= 0),
    -- the newest mail, and how many there were on that day
    sent     INTEGER NOT NULL CHECK (sent >= 0),
    sent_day INTEGER NOT NULL CHECK (sent_day >= 0),
    -- how often in a row it failed, the first of these, and when to try again
    tries    INTEGER NOT NULL CHECK (tries >= 0),
    failing  INTEGER NOT NULL CHECK (failing >= 0),
    due      INTEGER NOT NULL CHECK (due >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    CHECK ((length(address) = 0) = (state = 0))
) STRICT, WITHOUT ROWID;

CREATE INDEX mailbox_failed ON mailbox (state) WHERE state IN (3, 4);

-- What somebody is to get a mail for; all of one person's go in one mail.
CREATE TABLE mail (
    -- rises; of what was sent, and what came while it was
    number   INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    member   BLOB NOT NULL REFERENCES mailbox (member) ON DELETE CASCADE
             CHECK (length(member) = 16),
    -- 1 a record, 2 a step, 3 no answer yet, 4 open for long, 5 a club
    -- without anybody, 6 a new address
    cause    INTEGER NOT NULL CHECK (cause BETWEEN 1 AND 6),
    -- of which signal or club; zeros for a new address
    about    BLOB NOT NULL CHECK (length(about) = 16),
    -- the record's hash; zeros for anything else
    record   BLOB NOT NULL CHECK (length(record) = 32),
    time     INTEGER NOT NULL CHECK (time >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    UNIQUE (about, cause, record, member)
) STRICT;

CREATE INDEX mail_of_member ON mail (member);

-- How it goes with the server that takes the mail. One row.
CREATE TABLE relay (
    only     INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    -- 1 works, 2 failing; since when
    state    INTEGER NOT NULL CHECK (state IN (1, 2)),
    since    INTEGER NOT NULL CHECK (since >= 0),
    -- how often in a row it failed, and when to try again
    tries    INTEGER NOT NULL CHECK (tries >= 0),
    due      INTEGER NOT NULL CHECK (due >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

-- Signals that are open already begin to wait again; each is looked at when
-- the server starts.
INSERT INTO watch (signal, unread, unheld, since, step, unanswered, answer,
                   open, open_told, actor, due, row_hash)
SELECT s.id, iif(s.state IN (2, 4), r.time, 0), 0, 0, 0,
       iif(s.author_role = 4, r.time, 0), 0, r.time, 0, zeroblob(16), 0,
       zl_row('watch', s.id, iif(s.state IN (2, 4), r.time, 0), 0, 0, 0,
              iif(s.author_role = 4, r.time, 0), 0, r.time, 0,
              zeroblob(16), 0)
FROM signal AS s JOIN record AS r ON r.position = s.note
WHERE s.state IN (2, 4, 8);
