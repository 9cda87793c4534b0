-- Messages that are edited in place; ids of Discord are text, since they fill all 64 bits. Answers are JSON: emoji to operation and arguments.
CREATE TABLE notice_posts (
    notice_key TEXT   NOT NULL PRIMARY KEY,
    channel_id TEXT   NOT NULL,
    message_id TEXT   NOT NULL,
    pinned     BIGINT NOT NULL,
    answers    TEXT   NOT NULL,
    shown_at   BIGINT NOT NULL
);

CREATE INDEX notice_posts_by_message ON notice_posts (message_id);
