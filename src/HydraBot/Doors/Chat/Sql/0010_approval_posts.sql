-- Messages that show an approval; ids of Discord are text, since they fill all 64 bits.
CREATE TABLE approval_posts (
    message_id    TEXT NOT NULL PRIMARY KEY,
    channel_id    TEXT NOT NULL,
    approval_id   TEXT NOT NULL,
    has_reactions INTEGER NOT NULL
);

CREATE INDEX approval_posts_by_approval ON approval_posts (approval_id);
