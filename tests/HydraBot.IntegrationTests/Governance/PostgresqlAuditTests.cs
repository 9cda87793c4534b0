using HydraBot.IntegrationTests.Support;

namespace HydraBot.IntegrationTests.Governance;

public sealed class PostgresqlAuditTests : AuditTests
{
    protected override IReadOnlyList<string> DropTriggers =>
    [
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "ALTER TABLE audit_head DISABLE TRIGGER ALL",
        "ALTER TABLE audit_checkpoints DISABLE TRIGGER ALL",
    ];

    protected override async Task<Backend> CreateAsync() => await PostgresqlBackend.CreateAsync();
}
