-- Requests on the road, the questions to people about them, and the chain of what became of all.
-- Times are microseconds since 1970 (UTC); states and levels are the numbers of the enums in HydraBot.Governance.
CREATE TABLE requests (
    id             TEXT    NOT NULL PRIMARY KEY,
    operation      TEXT    NOT NULL,
    arguments      TEXT    NOT NULL,
    caller         TEXT    NOT NULL,
    door           INTEGER NOT NULL,
    correlation_id TEXT    NOT NULL,
    received_at    INTEGER NOT NULL,
    state          INTEGER NOT NULL
) WITHOUT ROWID;

-- What a former run left behind: received, awaiting, approved, running.
CREATE INDEX requests_unfinished ON requests (state) WHERE state < 4;

CREATE TABLE approvals (
    id            TEXT    NOT NULL PRIMARY KEY,
    request_id    TEXT    NOT NULL UNIQUE REFERENCES requests (id),
    digest        TEXT    NOT NULL,
    approver      INTEGER NOT NULL,
    votes_needed  INTEGER NOT NULL,
    asker_may     INTEGER NOT NULL,
    expires_after INTEGER NOT NULL,
    articles      TEXT    NOT NULL,
    reasons       TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    state         INTEGER NOT NULL,
    decided_at    INTEGER
) WITHOUT ROWID;

CREATE INDEX approvals_pending ON approvals (state) WHERE state = 0;

CREATE TABLE approval_votes (
    approval_id TEXT    NOT NULL REFERENCES approvals (id),
    voter_id    TEXT    NOT NULL,
    voter       TEXT    NOT NULL,
    agrees      INTEGER NOT NULL,
    voted_at    INTEGER NOT NULL,
    PRIMARY KEY (approval_id, voter_id)
) WITHOUT ROWID;

CREATE TABLE emergency_stop (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    stopped    INTEGER NOT NULL,
    changed_by TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    changed_at INTEGER NOT NULL
);

-- The request's id is read out of the hashed body, so that it cannot be changed apart from it.
CREATE TABLE audit_entries (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    body          TEXT    NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL,
    request_id    TEXT GENERATED ALWAYS AS (json_extract(body, '$.entry.requestId')) VIRTUAL
);

CREATE INDEX audit_entries_of_request ON audit_entries (request_id) WHERE request_id IS NOT NULL;

-- Where the chain ends, apart from the chain itself: without it a cut tail would not be seen.
CREATE TABLE audit_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash     TEXT    NOT NULL
);

INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TRIGGER audit_entries_never_replaced BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END;

CREATE TRIGGER audit_entries_never_changed BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END;

CREATE TRIGGER audit_entries_never_removed BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END;

CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head
WHEN NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1
BEGIN SELECT RAISE(ABORT, 'The head of the audit chain moves one entry forward at a time.'); END;

CREATE TRIGGER audit_head_never_replaced BEFORE INSERT ON audit_head
BEGIN SELECT RAISE(ABORT, 'The audit chain has one head.'); END;

CREATE TRIGGER audit_head_never_removed BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'The audit chain has one head.'); END;
