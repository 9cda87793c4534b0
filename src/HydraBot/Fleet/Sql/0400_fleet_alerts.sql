-- Times are milliseconds since 1970 (UTC); severities and states are the numbers of their enumerations.
CREATE TABLE fleet_alerts (
    number          BIGINT NOT NULL PRIMARY KEY,
    alert_key       TEXT   NOT NULL,
    source          TEXT   NOT NULL,
    topic           TEXT   NOT NULL,
    incident        BIGINT NOT NULL,
    severity        BIGINT NOT NULL,
    title           TEXT   NOT NULL,
    body            TEXT   NOT NULL,
    state           BIGINT NOT NULL,
    times           BIGINT NOT NULL,
    raised_at       BIGINT NOT NULL,
    changed_at      BIGINT NOT NULL,
    acknowledged_by TEXT,
    told_at         BIGINT,
    escalations     BIGINT NOT NULL,
    escalated_at    BIGINT
);

CREATE INDEX fleet_alerts_by_key ON fleet_alerts (alert_key, number);
CREATE INDEX fleet_alerts_by_change ON fleet_alerts (changed_at);

CREATE TABLE fleet_silences (
    id      TEXT   NOT NULL PRIMARY KEY,
    pattern TEXT   NOT NULL,
    until   BIGINT NOT NULL,
    reason  TEXT   NOT NULL,
    made_by TEXT   NOT NULL
);

CREATE TABLE fleet_heals (
    id        TEXT   NOT NULL PRIMARY KEY,
    container TEXT   NOT NULL,
    began_at  BIGINT NOT NULL,
    ended_at  BIGINT,
    outcome   TEXT
);

CREATE INDEX fleet_heals_by_time ON fleet_heals (began_at);
