-- Plans for networks, as people were shown them; of those that were begun, how far they got, so that they can be taken back even after a crash.
CREATE TABLE fleet_network_plans (
    number  BIGINT  NOT NULL PRIMARY KEY,
    made_at BIGINT  NOT NULL,
    steps   TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    begun   INTEGER NOT NULL
);
