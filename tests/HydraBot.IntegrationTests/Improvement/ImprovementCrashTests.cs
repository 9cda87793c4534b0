using System.Globalization;
using HydraBot.CrashSubject;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Tunables;
using HydraBot.IntegrationTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.IntegrationTests.Improvement;

/// <summary>A house that works on itself and is killed at one write or another, before it stands or right after; the same on each backend.</summary>
public abstract class ImprovementCrashTests : IAsyncLifetime
{
    private Backend _backend = null!;

    protected Backend Backend => _backend;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How many kills; a longer run is asked for by <c>HYDRA_KILLS</c>.</summary>
    protected virtual int Kills => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_KILLS"), out var kills) ? kills : 8;

    public async ValueTask InitializeAsync() => _backend = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
            await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Killed_at_any_write_no_entry_is_lost_and_nothing_is_half_deployed()
    {
        var promises = new List<string>();
        var random = new Random(Kills);
        for (var kill = 0; kill < Kills; kill++)
        {
            // The first writes are the start's own; about twenty-five more make a proposal's whole life.
            var at = (4 + (kill * 47 % 30) + random.Next(3)).ToString(CultureInfo.InvariantCulture);
            await using var child = SubjectProcess.Start(_backend, ["improve", "config", at, kill % 2 == 0 ? "after" : "before"]);
            await child.DeadAsync(Token);
            promises.AddRange(child.Lines);
        }

        await VerifyAsync(promises, Kills);
    }

    protected abstract Task<Backend> CreateAsync();

    /// <summary>Opens the house once more: nothing that was promised is lost, and what is written down is what is in force.</summary>
    protected async Task VerifyAsync(IReadOnlyList<string> promises, int kills)
    {
        using var house = ImprovingSubject.Build(_backend.Settings);
        await house.StartAsync(Token);
        var (store, versions) = (house.Services.GetRequiredService<ProposalStore>(), await house.Services.GetRequiredService<TuningStore>().ListAsync(10_000, Token));
        var archive = (await store.ListAsync(null, 10_000, Token)).ToDictionary(proposal => proposal.Id);

        Assert.All(Told(promises, "added"), id => Assert.Contains(id, archive.Keys));
        Assert.All(Told(promises, "deployed"), id => Assert.NotNull(archive[id].DeployedAs));
        foreach (var proposal in archive.Values)
        {
            var made = versions.Where(version => version.Proposal == proposal.Id).ToArray();
            var expected = proposal.State switch
            {
                ProposalState.Deployed or ProposalState.Watched or ProposalState.Kept => 1,
                ProposalState.RolledBack => 2,
                _ => 0,
            };
            Assert.True(made.Length == expected, $"Proposal {proposal.Number} is {proposal.State} and made {made.Length} versions");
            var steps = await store.TransitionsAsync(proposal.Id, Token);
            Assert.Equal(proposal.State, steps[^1].To);
            Assert.Equal(proposal.Revision, steps.Count - 1);
        }

        // What is in force is what is stored, and what the newest version says.
        var now = house.Services.GetRequiredService<Tuning>().Current;
        Assert.Equal(versions[0].Version, now.Version);
        Assert.Equal(versions.Max(version => version.Version), now.Version);
        if (now.Version > 0)
            Assert.Equal(versions[0].Hash, now.Hash);

        // Whatever was cut off can be gone on with.
        foreach (var left in archive.Values.Where(proposal => proposal.State is ProposalState.Proposed or ProposalState.Tested))
            await ImprovingSubject.AskAsync(house, "improvement.test", $$"""{"proposal":"{{left.Id}}"}""");
        Assert.Empty(await store.ListAsync(ProposalState.Tested, 10, Token));
        Assert.True((await house.Services.GetRequiredService<IAuditLog>().VerifyAsync(Token)).Valid);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {archive.Count} proposals: {string.Join(", ", archive.Values.CountBy(proposal => proposal.State).Select(pair => $"{pair.Value} {pair.Key}"))}");
        await house.StopAsync(Token);
    }

    private static IEnumerable<Guid> Told(IEnumerable<string> promises, string word) =>
        promises.Where(line => line.StartsWith($"{word} ", StringComparison.Ordinal)).Select(line => Guid.ParseExact(line.Split(' ')[1], "N"));
}

/// <summary>In a SQLite file.</summary>
public sealed class SqliteImprovementCrashTests : ImprovementCrashTests
{
    private static int KillsOfEach => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_KILLS"), out var kills) ? kills : 1;

    [Fact]
    public async Task Killed_at_each_state_before_and_after_it_stands_no_entry_is_lost_and_nothing_is_half_deployed()
    {
        var promises = new List<string>();
        var random = new Random(11);
        foreach (var state in Enum.GetValues<ProposalState>())
        {
            for (var kill = 0; kill < KillsOfEach; kill++)
            {
                await using var child = SubjectProcess.Start(Backend, ["improve", "config", $"{state}", CrashMoment.Of(kill + (int)state, random, 40)]);
                await child.DeadAsync(TestContext.Current.CancellationToken);
                Assert.Equal(137, child.ExitCode);
                promises.AddRange(child.Lines);
            }
        }

        await VerifyAsync(promises, KillsOfEach * Enum.GetValues<ProposalState>().Length);
    }

    protected override Task<Backend> CreateAsync() => Task.FromResult<Backend>(new SqliteBackend());
}

/// <summary>In PostgreSQL.</summary>
public sealed class PostgresqlImprovementCrashTests : ImprovementCrashTests
{
    protected override int Kills => Math.Min(base.Kills, 50) / 2;

    protected override async Task<Backend> CreateAsync() => await PostgresqlBackend.CreateAsync();
}
