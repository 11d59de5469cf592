-- Who signs in, and with what. Secrets stand here as hashes, but for those of one-time codes, which
-- must be read to be compared. Times are texts in UTC to the microsecond, so that their order is
-- that of the texts. Whoever writes about a person holds the row of `people` or of `accounts` first,
-- so that nothing is written about somebody who is being erased.

CREATE TABLE accounts (
    person TEXT PRIMARY KEY,
    password TEXT,
    -- What sessions must know; another after every change of what is signed in with.
    stamp TEXT NOT NULL,
    disabled BIGINT NOT NULL DEFAULT 0,
    last_sign_in TEXT
);

-- The secrets of one-time codes: the one that counts, and one whose first code is awaited.
CREATE TABLE totp (
    person TEXT PRIMARY KEY,
    secret TEXT,
    begun TEXT,
    -- The last step of time whose code was used.
    step BIGINT NOT NULL DEFAULT -1
);

CREATE TABLE recovery_codes (
    person TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (person, hash)
);

-- Browsers that somebody has signed in with before.
CREATE TABLE devices (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    hash TEXT NOT NULL,
    until TEXT NOT NULL,
    UNIQUE (person, hash)
);

-- Attempts to sign in that failed, or whose outcome is awaited: whose account as a hash, and from
-- where.
CREATE TABLE attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    network TEXT NOT NULL,
    trusted BIGINT NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX attempts_of_a_name ON attempts (name);
CREATE INDEX attempts_of_a_network ON attempts (network);
CREATE INDEX attempts_by_time ON attempts (made_at);

-- One row. Whoever counts attempts takes it first, so that they come one after another and none is
-- decided on before the last is counted.
CREATE TABLE attempts_turn (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    turn BIGINT NOT NULL
);
INSERT INTO attempts_turn (one, turn) VALUES (1, 0);

-- Links that are followed once.
CREATE TABLE links (
    hash TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX links_of_a_person ON links (person);

CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL,
    linked_at TEXT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_of_a_person ON identities (person);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    label TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made_at TEXT NOT NULL,
    until TEXT NOT NULL,
    last_used TEXT,
    revoked_at TEXT
);
CREATE INDEX tokens_of_a_person ON tokens (person);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    data TEXT NOT NULL,
    until TEXT NOT NULL,
    person TEXT
);
CREATE INDEX sessions_by_end ON sessions (until);
CREATE INDEX sessions_of_a_person ON sessions (person);

-- Who looked at rows about single children. Only added to.
CREATE TABLE looks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    what TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    cases BIGINT NOT NULL
);

-- Who came, and what was changed about accounts. Only added to.
CREATE TABLE trail (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    noted_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT,
    about TEXT,
    address TEXT
);

-- One row: a number that rises whenever somebody is added, changed or erased.
CREATE TABLE people_version (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    version BIGINT NOT NULL
);
INSERT INTO people_version (one, version) VALUES (1, 0);

CREATE TRIGGER looks_are_not_changed BEFORE UPDATE ON looks
BEGIN
    SELECT RAISE(ABORT, 'looks are only added to: none is changed');
END;

CREATE TRIGGER looks_are_not_cut BEFORE DELETE ON looks
BEGIN
    SELECT RAISE(ABORT, 'looks are only added to: none is deleted');
END;

CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON trail
BEGIN
    SELECT RAISE(ABORT, 'the trail is only added to: nothing is changed');
END;

CREATE TRIGGER trail_is_not_cut BEFORE DELETE ON trail
BEGIN
    SELECT RAISE(ABORT, 'the trail is only added to: nothing is deleted');
END;

CREATE TRIGGER people_are_more AFTER INSERT ON people
BEGIN
    UPDATE people_version SET version = version + 1;
END;

-- A row that is only held changes in nothing, and does not count.
CREATE TRIGGER people_are_others AFTER UPDATE ON people
WHEN NEW.name IS NOT OLD.name OR NEW.post IS NOT OLD.post OR NEW.email IS NOT OLD.email
    OR NEW.phone IS NOT OLD.phone OR NEW.erased_on IS NOT OLD.erased_on
BEGIN
    UPDATE people_version SET version = version + 1;
END;

-- Who is erased can sign in no more.
CREATE TRIGGER people_who_go AFTER UPDATE OF erased_on ON people
WHEN NEW.erased_on IS NOT NULL
BEGIN
    DELETE FROM accounts WHERE person = 'P' || NEW.number;
    DELETE FROM totp WHERE person = 'P' || NEW.number;
    DELETE FROM recovery_codes WHERE person = 'P' || NEW.number;
    DELETE FROM devices WHERE person = 'P' || NEW.number;
    DELETE FROM links WHERE person = 'P' || NEW.number;
    DELETE FROM identities WHERE person = 'P' || NEW.number;
    DELETE FROM tokens WHERE person = 'P' || NEW.number;
    DELETE FROM sessions WHERE person = 'P' || NEW.number;
END;
