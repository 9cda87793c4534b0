-- What a cleanup would take away, as people were shown it: what is approved hours later is exactly that.
CREATE TABLE fleet_cleanups (
    number  BIGINT NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    items   TEXT   NOT NULL
);
