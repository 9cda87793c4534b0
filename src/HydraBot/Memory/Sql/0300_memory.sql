-- Memories of all tiers, what they rest on, whom and what they name, and the nightly work.
-- Times are microseconds since 1970 (UTC); tiers and states are the numbers of the enums in HydraBot.Memory.
CREATE TABLE memories (
    id            TEXT   NOT NULL PRIMARY KEY,
    sequence      BIGINT NOT NULL UNIQUE,
    audience      TEXT   NOT NULL,
    author        TEXT   NOT NULL,
    tier          BIGINT NOT NULL,
    kind          TEXT,
    content       TEXT   NOT NULL,
    speaker       TEXT,
    session_id    TEXT,
    thread        BIGINT NOT NULL,
    source        TEXT,
    tags          TEXT   NOT NULL,
    metadata      TEXT,
    occurred_at   BIGINT,
    recorded_at   BIGINT NOT NULL,
    valid_from    BIGINT,
    valid_to      BIGINT,
    expired_at    BIGINT,
    superseded_by TEXT,
    subject       TEXT,
    predicate     TEXT,
    state         BIGINT NOT NULL,
    pinned        BIGINT NOT NULL,
    importance    DOUBLE PRECISION NOT NULL,
    recalls       BIGINT NOT NULL,
    recalled_at   BIGINT,
    secret        TEXT,
    hash          TEXT   NOT NULL,
    UNIQUE (audience, hash)
);

CREATE INDEX memories_slot ON memories (audience, subject, predicate) WHERE subject IS NOT NULL;
CREATE INDEX memories_tier ON memories (tier, audience);

-- A memory that was made out of others, and is suspect when one of them falls.
CREATE TABLE memory_derivations (
    memory_id TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    source_id TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    PRIMARY KEY (memory_id, source_id)
);

CREATE INDEX memory_derivations_source ON memory_derivations (source_id);

-- Who and what a memory names. A name is written as the audience first wrote it.
CREATE TABLE memory_mentions (
    memory_id TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    audience  TEXT NOT NULL,
    entity    TEXT NOT NULL,
    PRIMARY KEY (memory_id, entity)
);

CREATE INDEX memory_mentions_entity ON memory_mentions (audience, entity);

-- Typed edges between entities, each resting on the memory that tells of it; they end when that does.
CREATE TABLE memory_edges (
    memory_id TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    audience  TEXT NOT NULL,
    source    TEXT NOT NULL,
    relation  TEXT NOT NULL,
    target    TEXT NOT NULL,
    PRIMARY KEY (memory_id, source, relation, target)
);

CREATE INDEX memory_edges_source ON memory_edges (audience, source);
CREATE INDEX memory_edges_target ON memory_edges (audience, target);

-- Runs of the nightly work, and what each changed, so that it can be taken back. No text stands here.
CREATE TABLE memory_runs (
    id          TEXT   NOT NULL PRIMARY KEY,
    started_at  BIGINT NOT NULL,
    finished_at BIGINT,
    stage       BIGINT NOT NULL,
    dry         BIGINT NOT NULL,
    undone      BIGINT NOT NULL,
    report      TEXT   NOT NULL
);

CREATE TABLE memory_run_steps (
    run_id    TEXT   NOT NULL REFERENCES memory_runs (id),
    ordinal   BIGINT NOT NULL,
    act       TEXT   NOT NULL,
    memory_id TEXT   NOT NULL,
    before    TEXT,
    PRIMARY KEY (run_id, ordinal)
);

-- One holder at a time; a lease that ran out is anybody's.
CREATE TABLE memory_leases (
    name   TEXT   NOT NULL PRIMARY KEY,
    holder TEXT   NOT NULL,
    until  BIGINT NOT NULL
);

-- How far something has been read, such as the audit chain into episodes.
CREATE TABLE memory_cursors (
    name     TEXT   NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
