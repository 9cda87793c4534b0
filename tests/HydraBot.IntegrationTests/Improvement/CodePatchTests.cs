using System.Diagnostics;
using System.Text.Json;
using Docker.DotNet;
using HydraBot.CrashSubject;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;
using HydraBot.IntegrationTests.Support;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.IntegrationTests.Improvement;

/// <summary>Patches of a small repository, built and tested in containers of a real engine.</summary>
public sealed class CodePatchTests : IAsyncLifetime
{
    private const string Good = "diff --git a/app.sh b/app.sh\n--- a/app.sh\n+++ b/app.sh\n@@ -1 +1 @@\n-echo 1\n+echo 2\n";
    private const string Broken = "diff --git a/app.sh b/app.sh\n--- a/app.sh\n+++ b/app.sh\n@@ -1 +1 @@\n-echo 1\n+exit 3\n";

    private readonly SqliteBackend _backend = new();
    private IHost? _house;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Repository => Path.Combine(_backend.Folder, "repository");

    public async ValueTask InitializeAsync()
    {
        Parts.Require(BusyboxImage.CanBeMade, "no static busybox (Debian's package busybox-static)");
        using (var engine = new DockerClientBuilder().Build())
        {
            var answers = true;
            try
            {
                await engine.System.PingAsync(Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or DockerApiException or TimeoutException)
            {
                answers = false;
            }

            Parts.Require(answers, "no container engine answers");
            await BusyboxImage.EnsureAsync(engine, Token);
        }

        Directory.CreateDirectory(Repository);
        await File.WriteAllTextAsync(Path.Combine(Repository, "app.sh"), "echo 1\n", Token);
        Directory.CreateDirectory(Path.Combine(Repository, "real"));
        await File.WriteAllTextAsync(Path.Combine(Repository, "real", "a.txt"), "a\n", Token);
        File.CreateSymbolicLink(Path.Combine(Repository, "linked"), "real");
        await GitAsync("init", "-q", "-b", "main");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "first");
        _house = ImprovingSubject.Build(new Dictionary<string, string?>(_backend.Settings)
        {
            ["Improvement:Code:Repository"] = Repository,
            ["Improvement:Code:Image"] = BusyboxImage.Name,
            ["Improvement:Code:Command:0"] = "/bin/sh",
            ["Improvement:Code:Command:1"] = "-c",
            ["Improvement:Code:Command:2"] = "cat /proc/net/dev; sh app.sh && cat app.sh",
            ["Improvement:Code:MemoryMb"] = "64",
        });
        await _house.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
        {
            await _house.StopAsync(CancellationToken.None);
            _house.Dispose();
        }

        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task A_patch_is_built_and_tested_on_a_branch_of_its_own_without_network_and_the_tree_stays_as_it_was()
    {
        var main = await GitAsync("rev-parse", "main");
        var tested = await TestAsync(Good);

        Assert.Equal(ProposalState.Validated, tested.State);
        Assert.Equal(["app.sh"], tested.Evidence!.Code!.Files);
        Assert.Contains("echo 2", tested.Evidence.Code.Output, StringComparison.Ordinal);
        Assert.Contains("lo:", tested.Evidence.Code.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eth0", tested.Evidence.Code.Output, StringComparison.Ordinal);
        Assert.Equal("echo 1\n", await File.ReadAllTextAsync(Path.Combine(Repository, "app.sh"), Token));
        Assert.Equal(main, await GitAsync("rev-parse", "main"));
        Assert.Equal(tested.Evidence.Code.Commit, await GitAsync("rev-parse", tested.Evidence.Code.Branch));
        Assert.Single((await GitAsync("worktree", "list")).Split('\n'));

        // Without a watchdog nothing is released, and that is said; the branch that is deployed stays where it is.
        var approval = ((OperationOutcome.Waiting)await ImprovingSubject.AskAsync(_house!, "improvement.release", Named(tested))).Approval;
        await _house!.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, Subject.Owner, agrees: true, Token);
        Assert.Equal(main, await GitAsync("rev-parse", "main"));
    }

    [Fact]
    public async Task A_patch_whose_tests_fail_is_rejected_with_what_they_wrote()
    {
        var tested = await TestAsync(Broken);
        Assert.Equal(ProposalState.Rejected, tested.State);
        Assert.Contains("exit code 3", tested.Evidence!.Code!.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diff --git a/linked/a.txt b/linked/a.txt\n--- a/linked/a.txt\n+++ b/linked/a.txt\n@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("diff --git a/app.sh b/app.sh\n--- a/app.sh\n+++ b/app.sh\n@@ -1 +1 @@\n-echo 9\n+echo 2\n")]
    public async Task A_patch_that_goes_through_a_link_or_does_not_apply_is_turned_away_and_leaves_nothing(string patch)
    {
        var proposed = await ProposeAsync(patch);
        Assert.IsType<OperationOutcome.Failed>(await ImprovingSubject.AskAsync(_house!, "improvement.test", Named(proposed)), exactMatch: true);
        Assert.Single((await GitAsync("worktree", "list")).Split('\n'));
    }

    private static string Named(Proposal proposal) => $$"""{"proposal":"{{proposal.Id}}"}""";

    private async Task<Proposal> ProposeAsync(string patch)
    {
        var arguments = JsonSerializer.Serialize(new { kind = "code", title = "patch", description = "d", patch });
        return ((ProposalView)((OperationOutcome.Done)await ImprovingSubject.AskAsync(_house!, "improvement.propose", arguments)).Result.Value).Proposal;
    }

    private async Task<Proposal> TestAsync(string patch)
    {
        var outcome = await ImprovingSubject.AskAsync(_house!, "improvement.test", Named(await ProposeAsync(patch)));
        return ((ProposalView)Assert.IsType<OperationOutcome.Done>(outcome, exactMatch: true).Result.Value).Proposal;
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
