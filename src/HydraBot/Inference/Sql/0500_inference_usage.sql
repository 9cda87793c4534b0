CREATE TABLE inference_usage (
    id TEXT NOT NULL PRIMARY KEY,
    ran_at BIGINT NOT NULL,
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    route TEXT NOT NULL,
    cache TEXT NOT NULL,
    status BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    estimated BIGINT NOT NULL,
    cost_millionths BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    first_byte_ms BIGINT NOT NULL,
    trouble TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    audit_sequence BIGINT NOT NULL
);

CREATE INDEX inference_usage_ran_at ON inference_usage (ran_at, scope);
