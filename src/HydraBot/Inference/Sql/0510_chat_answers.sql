-- Answers of conversations, so that they can be given again or judged, and what people thought of them; secrets masked. Times are milliseconds since 1970 (UTC).
CREATE TABLE chat_answers (
    id       TEXT    NOT NULL PRIMARY KEY,
    at       BIGINT  NOT NULL,
    asker    TEXT    NOT NULL,
    question TEXT    NOT NULL,
    wanted   TEXT    NOT NULL,
    files    TEXT    NOT NULL,
    endpoint TEXT    NOT NULL,
    model    TEXT    NOT NULL,
    weak     INTEGER NOT NULL
);
CREATE INDEX chat_answers_at ON chat_answers (at);
CREATE INDEX chat_answers_asker ON chat_answers (asker, at);

CREATE TABLE chat_ratings (
    answer TEXT    NOT NULL,
    rater  TEXT    NOT NULL,
    at     BIGINT  NOT NULL,
    good   INTEGER NOT NULL,
    PRIMARY KEY (answer, rater)
);
