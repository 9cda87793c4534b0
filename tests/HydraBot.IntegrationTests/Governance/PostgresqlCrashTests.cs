using HydraBot.IntegrationTests.Support;

namespace HydraBot.IntegrationTests.Governance;

public sealed class PostgresqlCrashTests : CrashTests
{
    /// <summary>The road is the same; what differs is the commit, which fewer kills meet as well.</summary>
    protected override int Kills => Math.Max(5, base.Kills / 4);

    protected override async Task<Backend> CreateAsync() => await PostgresqlBackend.CreateAsync();
}
