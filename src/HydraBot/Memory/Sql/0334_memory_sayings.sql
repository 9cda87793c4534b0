-- What a fact, a core line or a piece of know-how says, whatever its articles, endings and marks: a digest, so that the same is not kept twice.
CREATE TABLE memory_sayings (
    memory_id TEXT NOT NULL PRIMARY KEY REFERENCES memories (id) ON DELETE CASCADE,
    audience  TEXT NOT NULL,
    digest    TEXT NOT NULL
);

CREATE INDEX memory_sayings_digest ON memory_sayings (audience, digest);
