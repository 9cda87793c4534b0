-- What searches for faster settings of model servers found. Times are microseconds since 1970 (UTC).
CREATE TABLE inference_tunings (
    id       TEXT   NOT NULL PRIMARY KEY,
    at       BIGINT NOT NULL,
    endpoint TEXT   NOT NULL,
    finding  TEXT   NOT NULL
);
