-- Members whose voices are not listened to. Times are milliseconds since 1970 (UTC).
CREATE TABLE voice_optouts (
    member_id TEXT   NOT NULL PRIMARY KEY,
    since     BIGINT NOT NULL
);
