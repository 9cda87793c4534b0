-- Claude Code sessions, what they asked, what members told them, and what of them is still to be shown.
-- Times are microseconds since 1970 (UTC); states are the numbers of the enums in HydraBot.ClaudeCode.
CREATE TABLE claude_sessions (
    id         TEXT   NOT NULL PRIMARY KEY,
    machine    TEXT   NOT NULL,
    folder     TEXT   NOT NULL,
    owned      BIGINT NOT NULL,
    state      BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    thread_id  TEXT,
    model      TEXT,
    started_by TEXT   NOT NULL,
    cost       DOUBLE PRECISION NOT NULL,
    turns      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

CREATE TABLE claude_asks (
    id          TEXT   NOT NULL PRIMARY KEY,
    session_id  TEXT   NOT NULL,
    machine     TEXT   NOT NULL,
    suggestion  TEXT,
    approval_id TEXT,
    always_by   TEXT,
    answer      TEXT,
    created_at  BIGINT NOT NULL
);

CREATE INDEX claude_asks_open ON claude_asks (session_id) WHERE answer IS NULL;

CREATE TABLE claude_messages (
    id         TEXT   NOT NULL PRIMARY KEY,
    sequence   BIGINT NOT NULL UNIQUE,
    session_id TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    content    TEXT   NOT NULL,
    state      BIGINT NOT NULL,
    leased     BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX claude_messages_open ON claude_messages (session_id, state);

CREATE TABLE claude_posts (
    sequence    BIGINT NOT NULL PRIMARY KEY,
    session_id  TEXT   NOT NULL,
    slot        TEXT,
    card        TEXT   NOT NULL,
    approval_id TEXT,
    message_id  TEXT,
    sent        BIGINT NOT NULL
);

CREATE INDEX claude_posts_open ON claude_posts (sequence) WHERE sent = 0;
CREATE INDEX claude_posts_slot ON claude_posts (session_id, slot);
