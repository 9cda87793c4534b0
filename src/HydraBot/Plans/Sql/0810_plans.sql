-- Work plans and their items. Times are microseconds since 1970 (UTC); states are the numbers of the enums in HydraBot.Plans.
CREATE TABLE plans (
    number      BIGINT NOT NULL PRIMARY KEY,
    state       BIGINT NOT NULL,
    caller      TEXT   NOT NULL,
    file        TEXT,
    until_at    BIGINT NOT NULL,
    most_steps  BIGINT NOT NULL,
    most_tokens BIGINT NOT NULL,
    steps       BIGINT NOT NULL,
    tokens      BIGINT NOT NULL,
    why         TEXT   NOT NULL,
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT,
    reported    BIGINT NOT NULL
);

CREATE UNIQUE INDEX plans_running ON plans (state) WHERE state = 0;

CREATE TABLE plan_items (
    plan       BIGINT NOT NULL,
    place      BIGINT NOT NULL,
    text       TEXT   NOT NULL,
    line       BIGINT NOT NULL,
    operation  TEXT,
    arguments  TEXT,
    state      BIGINT NOT NULL,
    request_id TEXT,
    turns      BIGINT NOT NULL,
    steps      BIGINT NOT NULL,
    told       TEXT   NOT NULL,
    tick       BIGINT NOT NULL,
    begun_at   BIGINT,
    ended_at   BIGINT,
    PRIMARY KEY (plan, place)
);

CREATE INDEX plan_items_open ON plan_items (state) WHERE state IN (1, 2);
