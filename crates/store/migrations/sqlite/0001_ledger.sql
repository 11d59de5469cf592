-- The log of decisions, and what stands beside it. Columns hold texts as they were given: the
-- chain's hashes cover every byte of them.

CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    command TEXT NOT NULL,
    part INTEGER NOT NULL,
    kind TEXT NOT NULL,
    form INTEGER NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (command, part)
);

CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is only added to: no event is changed');
END;

CREATE TRIGGER ledger_is_not_cut BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is only added to: no event is deleted');
END;

-- One row: where the log ends. Who writes takes it first, so that writers come one after another.
CREATE TABLE ledger_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
);

-- The only table that names people. A row whose person was erased stays, so that no number is
-- given twice.
CREATE TABLE people (
    number INTEGER PRIMARY KEY,
    name TEXT,
    post TEXT,
    email TEXT,
    phone TEXT,
    added_at TEXT,
    erased_on TEXT
);

CREATE TABLE reminders (
    key TEXT NOT NULL,
    person TEXT NOT NULL,
    claimed_at TEXT NOT NULL,
    confirmed_at TEXT,
    PRIMARY KEY (key, person)
);
