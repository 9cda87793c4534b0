-- Time of graphics cards, beside hours, tokens and money.
ALTER TABLE improvement_proposals ADD COLUMN gpu_seconds DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE improvement_spending ADD COLUMN gpu_seconds DOUBLE PRECISION NOT NULL DEFAULT 0;
