-- What is tuned: every version that ever was in force, and which one is.
CREATE TABLE tuning_versions (
    version BIGINT PRIMARY KEY,
    parent BIGINT,
    changed TEXT NOT NULL,
    hash TEXT NOT NULL,
    proposal TEXT,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE TABLE tuning_current (id BIGINT PRIMARY KEY, version BIGINT NOT NULL);
INSERT INTO tuning_versions (version, parent, changed, hash, reason, made_by, made_at) VALUES (0, NULL, '{}', '', 'As it was built', 'HydraBot', 0);
INSERT INTO tuning_current (id, version) VALUES (1, 0);

-- The archive: every change that was ever proposed, and what came of it.
CREATE TABLE improvement_proposals (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    kind BIGINT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    changes TEXT NOT NULL,
    patch TEXT,
    parent TEXT,
    author_kind BIGINT NOT NULL,
    author TEXT NOT NULL,
    state BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    score DOUBLE PRECISION,
    evidence TEXT,
    deployed_at BIGINT,
    deployed_as TEXT,
    replaced TEXT,
    seconds DOUBLE PRECISION NOT NULL,
    tokens BIGINT NOT NULL,
    money DOUBLE PRECISION NOT NULL
);
CREATE INDEX improvement_proposals_state ON improvement_proposals (state);
CREATE TABLE improvement_transitions (
    proposal TEXT NOT NULL,
    revision BIGINT NOT NULL,
    from_state BIGINT,
    to_state BIGINT NOT NULL,
    at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (proposal, revision)
);

-- What was measured.
CREATE TABLE improvement_runs (
    id TEXT PRIMARY KEY,
    suite TEXT NOT NULL,
    part BIGINT NOT NULL,
    at BIGINT NOT NULL,
    product TEXT NOT NULL,
    tuning BIGINT NOT NULL,
    hash TEXT NOT NULL,
    seed BIGINT NOT NULL,
    machine TEXT NOT NULL,
    result TEXT NOT NULL
);
CREATE INDEX improvement_runs_suite ON improvement_runs (suite, at);
CREATE TABLE improvement_baselines (suite TEXT PRIMARY KEY, run TEXT NOT NULL);
CREATE TABLE improvement_spending (at BIGINT NOT NULL, what TEXT NOT NULL, seconds DOUBLE PRECISION NOT NULL, tokens BIGINT NOT NULL, money DOUBLE PRECISION NOT NULL);
CREATE INDEX improvement_spending_at ON improvement_spending (at);
