-- Embedding models of which there are vectors: 0 being made, 1 in use, 2 replaced, to be removed. The source says how texts are embedded with it, without any key.
CREATE TABLE memory_embeddings (
    model      TEXT   NOT NULL PRIMARY KEY,
    source     TEXT   NOT NULL,
    collection TEXT   NOT NULL,
    state      BIGINT NOT NULL
);

CREATE INDEX memory_vectors_model ON memory_vectors (model);
