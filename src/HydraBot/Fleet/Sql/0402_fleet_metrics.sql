-- A ring of measurements in three steps: minutes, quarters of an hour, hours. What is beyond a step's length is removed, so the table does not grow for ever.
CREATE TABLE fleet_samples (
    series  TEXT             NOT NULL,
    step    BIGINT           NOT NULL,
    at      BIGINT           NOT NULL,
    total   DOUBLE PRECISION NOT NULL,
    samples BIGINT           NOT NULL,
    PRIMARY KEY (series, step, at)
);

CREATE INDEX fleet_samples_by_age ON fleet_samples (step, at);
