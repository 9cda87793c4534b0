-- Words of what is out of the index in memory: archived (memories.state 3) or put into the vault (tier 5). The database finds them; never the words of a secret, its label's alone.
CREATE TABLE memory_archive (
    memory_id TEXT   NOT NULL PRIMARY KEY REFERENCES memories (id) ON DELETE CASCADE,
    audience  TEXT   NOT NULL,
    length    BIGINT NOT NULL
);

CREATE INDEX memory_archive_audience ON memory_archive (audience, memory_id);

CREATE TABLE memory_archive_words (
    word      TEXT   NOT NULL,
    audience  TEXT   NOT NULL,
    memory_id TEXT   NOT NULL REFERENCES memory_archive (memory_id) ON DELETE CASCADE,
    times     BIGINT NOT NULL,
    PRIMARY KEY (word, audience, memory_id)
);

CREATE INDEX memory_archive_words_memory ON memory_archive_words (memory_id);
