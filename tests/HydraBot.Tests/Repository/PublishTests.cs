using HydraBot.Testing;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Tests.Repository;

/// <summary>The way to the remote: forward only.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task A_commit_a_branch_and_a_tag_reach_the_remote()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        await house.Road.DoneAsync("repository.branch", """{"name": "proposal/longer"}""");
        house.Write("a", "1");
        var id = await house.CommitAsync();
        await house.Road.DoneAsync("repository.tag", """{"name": "v1.0.0", "message": "The first"}""");

        Assert.StartsWith($"proposal/longer goes to origin, with the tag v1.0.0:\n{id[..7]} ", await Preview.OfAsync(house.Road.Services, "repository.push", """{"tag": "v1.0.0"}"""), StringComparison.Ordinal);
        var (card, _) = await house.Road.DoneAsync("repository.push", """{"tag": "v1.0.0"}""");
        Assert.StartsWith("Nothing of proposal/longer is new to origin", await Preview.OfAsync(house.Road.Services, "repository.push"), StringComparison.Ordinal);

        Assert.Equal("Pushed proposal/longer to origin", card.Title);
        var remote = house.Git("ls-remote", "origin");
        Assert.Contains($"{id}\trefs/heads/proposal/longer", remote, StringComparison.Ordinal);
        Assert.Contains($"{id}\trefs/tags/v1.0.0^{{}}", remote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_pushed_is_taken_and_what_stands_against_it_is_not_forced()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Git("commit", "--allow-empty", "--quiet", "--message=feat: from elsewhere");
        house.Git("push", "--quiet", "origin", "HEAD:main");
        house.Git("reset", "--quiet", "--hard", "HEAD~1");
        house.Git("update-ref", "refs/remotes/origin/main", "HEAD");

        var (pulled, _) = await house.Road.DoneAsync("repository.pull");
        Assert.Contains("is now at", pulled.Title, StringComparison.Ordinal);

        house.Git("reset", "--quiet", "--hard", "HEAD~1");
        house.Write("a", "1");
        await house.CommitAsync();
        var refusedPull = await house.Road.FailedAsync("repository.pull");
        var refusedPush = await house.Road.FailedAsync("repository.push");

        Assert.Contains("different ways", refusedPull, StringComparison.Ordinal);
        Assert.Contains("rejected", refusedPush, StringComparison.Ordinal);
        Assert.Equal("feat: from elsewhere", house.Git("log", "-1", "--format=%s", "origin/main").Trim());
    }

    [Theory]
    [InlineData("repository.push", """{"branch": "+main"}""")]
    [InlineData("repository.push", """{"branch": "--force"}""")]
    [InlineData("repository.push", """{"branch": ":main"}""")]
    [InlineData("repository.push", """{"tag": "x:refs/heads/main"}""")]
    [InlineData("repository.branch", """{"name": "-D"}""")]
    [InlineData("repository.branch", """{"name": "a..b"}""")]
    [InlineData("repository.branch", """{"name": "a/.b"}""")]
    [InlineData("repository.branch", """{"name": "HEAD"}""")]
    [InlineData("repository.branch", """{"name": "a b"}""")]
    [InlineData("repository.branch", """{"name": "x", "from": "--orphan"}""")]
    [InlineData("repository.switch", """{"name": "--detach"}""")]
    [InlineData("repository.tag", """{"name": "-d", "message": "x"}""")]
    [InlineData("repository.revert", """{"commit": "--quit"}""")]
    [InlineData("repository.blame", """{"file": "../../etc/passwd", "line": 1}""")]
    [InlineData("repository.diff", """{"path": ".git/config"}""")]
    [InlineData("repository.draft", """{"paths": ["../x"]}""")]
    public async Task Nothing_that_is_written_becomes_an_option_a_force_or_a_place_elsewhere(string operation, string arguments)
    {
        await using var house = await RepositoryHouse.OpenAsync();

        var refusal = await house.Road.FailedAsync(operation, arguments);

        Assert.True(refusal.Contains("allowed", StringComparison.Ordinal) || refusal.Contains("git", StringComparison.Ordinal), refusal);
        Assert.Equal("1", house.Git("rev-list", "--count", "--all").Trim());
    }

    [Fact]
    public void No_call_in_the_room_can_force_or_rewrite()
    {
        var room = Path.Combine(SourceFolder.Root, "src", "HydraBot", "Repository");
        string[] forbidden = ["\"--force", "\"-f\"", "\"--force-with-lease", "\"--amend", "\"rebase\"", "\"reset\"", "\"filter-branch\"", "\"--mirror\"", "\"--delete\"", "\"reflog\"", "\"update-ref\"", "\"+refs"];
        var calls = Directory.GetFiles(room, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();
        Assert.NotEmpty(calls);
        Assert.All(calls, text => Assert.DoesNotContain(forbidden, word => text.Contains(word, StringComparison.Ordinal)));
    }
}
