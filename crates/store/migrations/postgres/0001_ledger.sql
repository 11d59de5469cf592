-- The log of decisions, and what stands beside it. Columns hold texts as they were given: the
-- chain's hashes cover every byte of them. Whole numbers are BIGINT throughout, so that one code
-- reads both engines.

CREATE TABLE ledger (
    seq BIGINT PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    command TEXT NOT NULL,
    part BIGINT NOT NULL,
    kind TEXT NOT NULL,
    form BIGINT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (command, part)
);

CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only added to: no event is changed or deleted';
END;
$$;

CREATE TRIGGER ledger_is_not_changed
BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger();

-- One row: where the log ends. Who writes takes it first, so that writers come one after another.
CREATE TABLE ledger_head (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- The only table that names people. A row whose person was erased stays, so that no number is
-- given twice.
CREATE TABLE people (
    number BIGINT PRIMARY KEY,
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
