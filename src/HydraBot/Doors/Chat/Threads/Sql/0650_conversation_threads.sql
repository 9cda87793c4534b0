-- Threads that a room speaks in, and how far each was heard; ids of Discord are text.
CREATE TABLE conversation_threads (
    thread_id TEXT NOT NULL PRIMARY KEY,
    room      TEXT NOT NULL,
    topic     TEXT NOT NULL,
    heard     TEXT NOT NULL,
    UNIQUE (room, topic)
);
