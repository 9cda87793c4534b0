-- How often a skill (memories, kind 'workflow') went well, and its runs. Times are microseconds since 1970 (UTC); states are the numbers of the enums in HydraBot.Memory.Skills.
CREATE TABLE memory_skills (
    memory_id   TEXT   NOT NULL PRIMARY KEY REFERENCES memories (id) ON DELETE CASCADE,
    successes   BIGINT NOT NULL,
    failures    BIGINT NOT NULL,
    in_a_row    BIGINT NOT NULL,
    verified_at BIGINT
);

CREATE TABLE skill_runs (
    id         TEXT   NOT NULL PRIMARY KEY,
    memory_id  TEXT   NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    name       TEXT   NOT NULL,
    caller     TEXT   NOT NULL,
    holder     TEXT   NOT NULL,
    state      BIGINT NOT NULL,
    told       TEXT   NOT NULL,
    begun_at   BIGINT NOT NULL,
    ended_at   BIGINT
);

CREATE INDEX skill_runs_open ON skill_runs (state) WHERE state IN (0, 1);
CREATE INDEX skill_runs_memory ON skill_runs (memory_id);

CREATE TABLE skill_run_steps (
    run_id     TEXT   NOT NULL REFERENCES skill_runs (id) ON DELETE CASCADE,
    place      BIGINT NOT NULL,
    operation  TEXT   NOT NULL,
    arguments  TEXT   NOT NULL,
    state      BIGINT NOT NULL,
    request_id TEXT,
    told       TEXT   NOT NULL,
    PRIMARY KEY (run_id, place)
);
