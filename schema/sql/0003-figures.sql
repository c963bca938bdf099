-- SPDX-License-Identifier: EUPL-1.2
--
-- Figures (docs/protocol.md, 11): what is published of each closed quarter,
-- once, and never changed. That no number under five is in it stands here
-- once more.

-- The notes of a quarter are found by when they were taken.
CREATE INDEX note_by_time ON record (time) WHERE kind = 1;

-- Quarters that were published.
CREATE TABLE quarter (
    -- four times its year, and 0 to 3
    number   INTEGER NOT NULL PRIMARY KEY CHECK (number BETWEEN 7880 AND 39999),
    -- when it was published
    time     INTEGER NOT NULL CHECK (time >= 0),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32)
) STRICT;

CREATE TRIGGER quarter_stands BEFORE UPDATE ON quarter
BEGIN
    SELECT RAISE(ABORT, 'what was published is never changed');
END;

CREATE TRIGGER quarter_stays BEFORE DELETE ON quarter
BEGIN
    SELECT RAISE(ABORT, 'what was published is never removed');
END;

-- Their numbers.
CREATE TABLE figure (
    quarter   INTEGER NOT NULL REFERENCES quarter (number),
    -- 1 clubs, 2 notes of contacts, 3 notes of professionals
    list      INTEGER NOT NULL CHECK (list BETWEEN 1 AND 3),
    -- where in that list, from 0
    place     INTEGER NOT NULL CHECK (place >= 0),
    -- ids in the order of the charter
    districts BLOB NOT NULL CHECK (length(districts) BETWEEN 16 AND 65536
                                   AND length(districts) % 16 = 0),
    whole     INTEGER NOT NULL CHECK (whole >= 5),
    -- 0: left out
    part      INTEGER NOT NULL
              CHECK (part = 0 OR (part >= 5 AND whole - part >= 5)),
    row_hash  BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (quarter, list, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER figure_stands BEFORE UPDATE ON figure
BEGIN
    SELECT RAISE(ABORT, 'what was published is never changed');
END;

CREATE TRIGGER figure_stays BEFORE DELETE ON figure
BEGIN
    SELECT RAISE(ABORT, 'what was published is never removed');
END;
