using HydraBot.IntegrationTests.Support;

namespace HydraBot.IntegrationTests.Governance;

public sealed class SqliteCrashTests : CrashTests
{
    protected override Task<Backend> CreateAsync() => Task.FromResult<Backend>(new SqliteBackend());
}
