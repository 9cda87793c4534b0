-- Which version of a document its pieces in memories (tier resource, session_id = name) are of.
CREATE TABLE memory_documents (
    audience TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    link     TEXT,
    hash     TEXT   NOT NULL,
    read_at  BIGINT NOT NULL,
    pieces   BIGINT NOT NULL,
    PRIMARY KEY (audience, name)
);
