-- What was signed over the chain, and which of its entries lie in sealed files instead of the table.
CREATE TABLE audit_checkpoints (
    sequence INTEGER NOT NULL PRIMARY KEY,
    text     TEXT    NOT NULL
);

CREATE TABLE audit_segments (
    last_sequence  INTEGER NOT NULL PRIMARY KEY,
    first_sequence INTEGER NOT NULL,
    file           TEXT    NOT NULL
);

CREATE TRIGGER audit_checkpoints_never_changed BEFORE UPDATE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'Checkpoints of the audit chain are append-only.'); END;
CREATE TRIGGER audit_checkpoints_never_removed BEFORE DELETE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'Checkpoints of the audit chain are append-only.'); END;
CREATE TRIGGER audit_segments_never_changed BEFORE UPDATE ON audit_segments
BEGIN SELECT RAISE(ABORT, 'Sealed segments of the audit chain are append-only.'); END;
CREATE TRIGGER audit_segments_never_removed BEFORE DELETE ON audit_segments
BEGIN SELECT RAISE(ABORT, 'Sealed segments of the audit chain are append-only.'); END;

-- An entry leaves the table only into a sealed file.
DROP TRIGGER audit_entries_never_removed;
CREATE TRIGGER audit_entries_never_removed BEFORE DELETE ON audit_entries
WHEN NOT EXISTS (SELECT 1 FROM audit_segments WHERE OLD.sequence BETWEEN first_sequence AND last_sequence)
BEGIN SELECT RAISE(ABORT, 'The audit chain is append-only.'); END;
