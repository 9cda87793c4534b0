-- Programs that ran; code and output are their beginnings, with secrets masked. Times are milliseconds since 1970 (UTC).
CREATE TABLE sandbox_executions (
    id          TEXT   NOT NULL PRIMARY KEY,
    ran_at      BIGINT NOT NULL,
    caller_id   TEXT   NOT NULL,
    caller      TEXT   NOT NULL,
    language    TEXT   NOT NULL,
    code        TEXT   NOT NULL,
    exit_code   BIGINT NOT NULL,
    timed_out   BIGINT NOT NULL,
    oom_killed  BIGINT NOT NULL,
    truncated   BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    peak_bytes  BIGINT NOT NULL,
    stdout      TEXT   NOT NULL,
    stderr      TEXT   NOT NULL,
    artifacts   TEXT   NOT NULL,
    runtime     TEXT   NOT NULL
);

CREATE INDEX sandbox_executions_by_time ON sandbox_executions (ran_at);
