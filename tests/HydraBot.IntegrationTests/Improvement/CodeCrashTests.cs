using System.Diagnostics;
using HydraBot.CrashSubject;
using HydraBot.Governance.Audit;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Proposals;
using HydraBot.IntegrationTests.Support;
using HydraBot.Testing.Docker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Improvement;

/// <summary>A house that releases patches of the code and is killed at each state of one, with a real git and a real sandbox; the test does what a watchdog would do.</summary>
public sealed class CodeCrashTests : IAsyncLifetime
{
    private static readonly ProposalState[] InShort = [ProposalState.Deployed, ProposalState.Watched, ProposalState.RolledBack];

    private readonly CodeBackend _backend = new();
    private readonly HashSet<string> _good = [Releases.Installed];
    private readonly List<string> _promises = [];
    private readonly Random _random = new(12);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How many kills at each state; a longer run, over all states, is asked for by <c>HYDRA_KILLS</c>.</summary>
    private static int? Asked => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_KILLS"), out var kills) ? kills : null;

    private Releases Releases => new(_backend.Settings["Storage:Path"]!);

    public async ValueTask InitializeAsync()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await _backend.GitAsync("init", "-q", "-b", "main");
        await File.WriteAllTextAsync(Path.Combine(_backend.Repository, "first"), "good\n", Token);
        await _backend.GitAsync("add", ".");
        await _backend.GitAsync("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "first");
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Killed_at_each_state_of_a_patch_no_entry_is_lost_and_nothing_is_half_in_force()
    {
        var (states, kills) = Asked is { } asked ? (Enum.GetValues<ProposalState>(), asked) : (InShort, 1);
        foreach (var state in states)
        {
            for (var kill = 0; kill < kills; kill++)
                await KillAsync(state, kill + (int)state);
        }

        while (await LiveAsync("settle", $"{ProposalState.Proposed}", "before") == Releases.Restart)
        {
        }

        await VerifyAsync(states.Length * kills);
    }

    /// <summary>Lives follow each other, as under a watchdog, until one of them dies at the state.</summary>
    private async Task KillAsync(ProposalState state, int turn)
    {
        for (var life = 0; life < 40; life++)
        {
            // A life may end well sooner than that: the next is given less time.
            var code = await LiveAsync("code", $"{state}", CrashMoment.Of(turn, _random, Math.Max(2, 250 >> life)));
            if (code == 137)
                return;
            Assert.Equal(Releases.Restart, code);
        }

        Assert.Fail($"No life came to {state}; they said: {string.Join(", ", _promises.TakeLast(12))}");
    }

    private async Task<int> LiveAsync(params string[] how)
    {
        await using var child = SubjectProcess.Start(_backend, ["improve", .. how]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        await child.DeadAsync(patience.Token);
        _promises.AddRange(child.Lines);
        // What was good before is good again; of new programs some do not live through their watch.
        if (Releases.Next is { } next)
        {
            if (_good.Contains(next) || _random.Next(4) > 0)
                Releases.SetCurrent(next);
            else
                Releases.SetReturned(next, "it was not well");
            _good.Add(Releases.Current);
            Releases.SetNext(null);
        }

        return child.ExitCode;
    }

    private async Task VerifyAsync(int kills)
    {
        using var house = ImprovingSubject.Build(_backend.Settings);
        await house.StartAsync(Token);
        var store = house.Services.GetRequiredService<ProposalStore>();
        var archive = (await store.ListAsync(null, 100_000, Token)).ToDictionary(proposal => proposal.Id);
        Assert.All(Told("added"), id => Assert.Contains(id, archive.Keys));
        Assert.All(Told("deployed"), id => Assert.NotNull(archive[id].DeployedAs));
        var log = await _backend.GitAsync("log", "--format=%H %s%n%b", "main");
        foreach (var proposal in archive.Values)
        {
            var steps = await store.TransitionsAsync(proposal.Id, Token);
            Assert.Equal(proposal.State, steps[^1].To);
            Assert.Equal(proposal.Revision, steps.Count - 1);
            var commit = proposal.Evidence?.Code?.Commit;
            var isThere = commit is not null && log.Contains($"{commit} ", StringComparison.Ordinal);
            var isEffective = isThere && !log.Contains($"This reverts commit {commit}", StringComparison.Ordinal);
            Assert.True(isEffective == proposal.IsInForce, $"Proposal {proposal.Number} is {proposal.State}; its commit is on the branch: {isThere}, and not reverted: {isEffective}\n{string.Join('\n', steps)}");
        }

        // What runs is what is in force, and the tree is as the branch says.
        Assert.Null(Releases.Next);
        Assert.Equal(archive.Values.Where(one => one.IsInForce).MaxBy(one => one.DeployedAt)?.DeployedAs ?? Releases.Installed, Releases.Current);
        Assert.Empty(await _backend.GitAsync("status", "--porcelain"));
        Assert.Single((await _backend.GitAsync("worktree", "list")).Split('\n'));
        Assert.True((await house.Services.GetRequiredService<IAuditLog>().VerifyAsync(Token)).Valid);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {archive.Count} patches: {string.Join(", ", archive.Values.CountBy(proposal => proposal.State).Select(pair => $"{pair.Value} {pair.Key}"))}");
        await house.StopAsync(Token);
    }

    private IEnumerable<Guid> Told(string word) =>
        _promises.Where(line => line.StartsWith($"{word} ", StringComparison.Ordinal)).Select(line => Guid.ParseExact(line.Split(' ')[1], "N"));

    /// <summary>A house with a repository of its own, as a watchdog starts it.</summary>
    private sealed class CodeBackend : Backend
    {
        private const string Build = "for file in *; do case \"$(cat $file)\" in bad) exit 3 ;; esac; done; /bin/busybox mkdir out; echo '#!/bin/sh' > out/HydraBot; /bin/busybox chmod 755 out/HydraBot";

        public CodeBackend() => Directory.CreateDirectory(Repository);

        public string Repository => Path.Combine(Folder, "repository");

        public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(base.Settings)
        {
            ["Improvement:Code:Repository"] = Repository,
            ["Improvement:Code:Image"] = BusyboxImage.Name,
            ["Improvement:Code:Command:0"] = "/bin/sh",
            ["Improvement:Code:Command:1"] = "-c",
            ["Improvement:Code:Command:2"] = Build,
            ["Improvement:Code:MemoryMb"] = "64",
            [Releases.Supervised] = "1",
            [Releases.InstalledProgram] = "/bin/true",
        };

        public async Task<string> GitAsync(params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository, RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            Assert.Equal(0, process.ExitCode);
            return output.Trim();
        }
    }
}
