-- Tools of MCP servers outside as somebody agreed to them; what a server offers otherwise is not run.
-- Times are microseconds since 1970 (UTC).
CREATE TABLE mcp_pins (
    server     TEXT   NOT NULL,
    tool       TEXT   NOT NULL,
    sha256     TEXT   NOT NULL,
    definition TEXT   NOT NULL,
    agreed_by  TEXT   NOT NULL,
    agreed_at  BIGINT NOT NULL,
    PRIMARY KEY (server, tool)
);
