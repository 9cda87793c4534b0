-- What happened in a stretch of time.
CREATE INDEX memories_occurred ON memories (occurred_at) WHERE occurred_at IS NOT NULL;
