-- Of a document that was fetched: when, and by what its server tells whether it changed.
ALTER TABLE memory_documents ADD COLUMN fetched_at BIGINT;
ALTER TABLE memory_documents ADD COLUMN etag TEXT;
ALTER TABLE memory_documents ADD COLUMN modified TEXT;
