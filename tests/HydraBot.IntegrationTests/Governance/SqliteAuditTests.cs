using HydraBot.IntegrationTests.Support;

namespace HydraBot.IntegrationTests.Governance;

public sealed class SqliteAuditTests : AuditTests
{
    protected override IReadOnlyList<string> DropTriggers =>
    [
        "DROP TRIGGER audit_entries_never_changed",
        "DROP TRIGGER audit_entries_never_removed",
        "DROP TRIGGER audit_head_only_forward",
        "DROP TRIGGER audit_checkpoints_never_changed",
        "DROP TRIGGER audit_checkpoints_never_removed",
    ];

    protected override Task<Backend> CreateAsync() => Task.FromResult<Backend>(new SqliteBackend());
}
