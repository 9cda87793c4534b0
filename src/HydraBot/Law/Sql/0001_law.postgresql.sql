-- Requests on the road, the questions to people about them, and the chain of what became of all.
-- Times are microseconds since 1970 (UTC); states and levels are the numbers of the enums in HydraBot.Governance.
CREATE TABLE requests (
    id             TEXT   NOT NULL PRIMARY KEY,
    operation      TEXT   NOT NULL,
    arguments      TEXT   NOT NULL,
    caller         TEXT   NOT NULL,
    door           BIGINT NOT NULL,
    correlation_id TEXT   NOT NULL,
    received_at    BIGINT NOT NULL,
    state          BIGINT NOT NULL
);

-- What a former run left behind: received, awaiting, approved, running.
CREATE INDEX requests_unfinished ON requests (state) WHERE state < 4;

CREATE TABLE approvals (
    id            TEXT   NOT NULL PRIMARY KEY,
    request_id    TEXT   NOT NULL UNIQUE REFERENCES requests (id),
    digest        TEXT   NOT NULL,
    approver      BIGINT NOT NULL,
    votes_needed  BIGINT NOT NULL,
    asker_may     BIGINT NOT NULL,
    expires_after BIGINT NOT NULL,
    articles      TEXT   NOT NULL,
    reasons       TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    state         BIGINT NOT NULL,
    decided_at    BIGINT
);

CREATE INDEX approvals_pending ON approvals (state) WHERE state = 0;

CREATE TABLE approval_votes (
    approval_id TEXT   NOT NULL REFERENCES approvals (id),
    voter_id    TEXT   NOT NULL,
    voter       TEXT   NOT NULL,
    agrees      BIGINT NOT NULL,
    voted_at    BIGINT NOT NULL,
    PRIMARY KEY (approval_id, voter_id)
);

CREATE TABLE emergency_stop (
    id         BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    stopped    BIGINT NOT NULL,
    changed_by TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    changed_at BIGINT NOT NULL
);

-- The request's id is read out of the hashed body, so that it cannot be changed apart from it.
CREATE TABLE audit_entries (
    sequence      BIGINT NOT NULL PRIMARY KEY,
    body          TEXT   NOT NULL,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    request_id    TEXT GENERATED ALWAYS AS (body::json #>> '{entry,requestId}') STORED
);

CREATE INDEX audit_entries_of_request ON audit_entries (request_id) WHERE request_id IS NOT NULL;

-- Where the chain ends, apart from the chain itself: without it a cut tail would not be seen.
CREATE TABLE audit_head (
    id       BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL,
    hash     TEXT   NOT NULL
);

INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit chain is append-only.';
END
$$;

CREATE FUNCTION audit_head_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1 THEN
        RAISE EXCEPTION 'The head of the audit chain moves one entry forward at a time.';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_entries_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();

CREATE TRIGGER audit_head_moves BEFORE UPDATE ON audit_head
FOR EACH ROW EXECUTE FUNCTION audit_head_only_forward();

CREATE TRIGGER audit_head_never_removed BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
