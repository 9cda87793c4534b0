-- What each person and the model said last, so that a follow-up after a restart is understood; secrets masked. Times are milliseconds since 1970 (UTC).
CREATE TABLE chat_conversations (
    caller TEXT   NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,
    turns  TEXT   NOT NULL
);
