-- What was signed over the chain, and which of its entries lie in sealed files instead of the table.
CREATE TABLE audit_checkpoints (
    sequence BIGINT NOT NULL PRIMARY KEY,
    text     TEXT   NOT NULL
);

CREATE TABLE audit_segments (
    last_sequence  BIGINT NOT NULL PRIMARY KEY,
    first_sequence BIGINT NOT NULL,
    file           TEXT   NOT NULL
);

CREATE TRIGGER audit_checkpoints_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_segments_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_segments
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();

-- An entry leaves the table only into a sealed file.
CREATE FUNCTION audit_sealed_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_segments WHERE OLD.sequence BETWEEN first_sequence AND last_sequence) THEN
        RAISE EXCEPTION 'The audit chain is append-only.';
    END IF;
    RETURN OLD;
END
$$;

DROP TRIGGER audit_entries_never_changed ON audit_entries;
CREATE TRIGGER audit_entries_never_changed BEFORE UPDATE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_entries_never_removed BEFORE DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_sealed_only();
