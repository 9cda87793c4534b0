-- Vectors of an embedding model, a row a memory and model: two models stand side by side while one replaces the other.
CREATE TABLE memory_vectors (
    memory_id TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    model     TEXT NOT NULL,
    vector    BYTEA NOT NULL,
    PRIMARY KEY (memory_id, model)
);
