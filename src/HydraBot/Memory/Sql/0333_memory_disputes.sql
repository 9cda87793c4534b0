-- Two facts in free words that seem to contradict each other: 0 proposed, 1 accepted, 2 declined. What the yes changed stands beside it, so that it can be taken back. No text stands here.
CREATE TABLE memory_disputes (
    id       TEXT   NOT NULL PRIMARY KEY,
    older_id TEXT   NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    newer_id TEXT   NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    found_at BIGINT NOT NULL,
    state    BIGINT NOT NULL,
    before   TEXT,
    UNIQUE (older_id, newer_id)
);

CREATE INDEX memory_disputes_newer ON memory_disputes (newer_id);
