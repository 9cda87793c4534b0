-- In which turns something that holds was said: in several conversations it becomes a fact, and then a line of the core block. A digest, and no text.
CREATE TABLE memory_heard (
    turn_id  TEXT   NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    place    BIGINT NOT NULL,
    audience TEXT   NOT NULL,
    thread   BIGINT NOT NULL,
    digest   TEXT   NOT NULL,
    PRIMARY KEY (turn_id, place)
);

CREATE INDEX memory_heard_digest ON memory_heard (audience, digest);
