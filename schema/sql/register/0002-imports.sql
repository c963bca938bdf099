-- SPDX-License-Identifier: EUPL-1.2
--
-- Imports (docs/protocol.md, 10.8), and what one member has to do with.

-- The parts of imports that were not taken yet: for their sender alone, and
-- erased after a day.
CREATE TABLE import_part (
    sender   BLOB NOT NULL CHECK (length(sender) = 16),
    import   BLOB NOT NULL CHECK (length(import) = 16),
    number   INTEGER NOT NULL CHECK (number BETWEEN 0 AND 63),
    -- when it came
    time     INTEGER NOT NULL CHECK (time >= 0),
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    PRIMARY KEY (sender, import, number)
) STRICT;

CREATE INDEX import_part_by_time ON import_part (time);

-- A person's own data: visits by, and needs helped with. (People: since 0001.)
CREATE INDEX visit_of_member ON visit (by);
CREATE INDEX need_of_helper ON need (helper);
