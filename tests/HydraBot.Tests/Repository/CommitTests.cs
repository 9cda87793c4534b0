using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Repository;

/// <summary>What is committed was shown before, holds no secret, and says what it is.</summary>
public sealed class CommitTests
{
    [Fact]
    public async Task A_draft_shows_files_and_message_and_its_commit_is_exactly_that()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("jellyfin/compose.yaml", "services: {}\n");
        house.Write("jellyfin/notes.txt", "more time to start\n");

        var (card, draft) = await house.Road.DoneAsync("repository.draft", RepositoryHouse.Arguments(("why", "It was killed while it scanned.")));
        await house.Road.DoneAsync("repository.commit", RepositoryHouse.Arguments(("draft", draft.GetProperty("digest").GetString()!)));

        Assert.Equal("Would commit 2 files", card.Title);
        Assert.Equal(
            "feat(jellyfin): add 2 files\n\nIt was killed while it scanned.\n\n- add jellyfin/compose.yaml\n- add jellyfin/notes.txt\n\n", house.Git("log", "-1", "--format=%B"));
        Assert.Equal("HydraBot", house.Git("log", "-1", "--format=%an").Trim());
        Assert.Equal("", house.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("docs: change README.md", "README.md", "# Other\n")]
    [InlineData("docs(docs): add setup.md", "docs/setup.md", "x")]
    [InlineData("test(tests): add smoke_test.py", "tests/smoke_test.py", "x")]
    [InlineData("ci: add check.yml", ".github/workflows/check.yml", "x")]
    [InlineData("feat(grafana): add board.json", "grafana/board.json", "{}")]
    public async Task A_message_by_rule_says_kind_place_and_file(string subject, string path, string content)
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write(path, content);

        await house.CommitAsync();

        Assert.Equal(subject.Replace("ci: ", "ci(.github): ", StringComparison.Ordinal), house.Git("log", "-1", "--format=%s").Trim());
    }

    [Fact]
    public async Task Your_own_message_is_taken_as_it_is_and_one_of_another_form_is_refused()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("a", "1");

        var refusal = await house.Road.FailedAsync("repository.draft", RepositoryHouse.Arguments(("message", "changed stuff")));
        await house.CommitAsync("fix(a): count from one\n\n# not a comment");

        Assert.Contains("Conventional Commits", refusal, StringComparison.Ordinal);
        Assert.Equal("fix(a): count from one\n\n# not a comment\n\n", house.Git("log", "-1", "--format=%B"));
    }

    [Fact]
    public async Task What_changed_after_it_was_shown_is_not_committed()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("a", "1");
        var draft = (await house.Road.DoneAsync("repository.draft")).Value.GetProperty("digest").GetString()!;
        house.Write("a", "2");

        var refusal = await house.Road.FailedAsync("repository.commit", RepositoryHouse.Arguments(("draft", draft)));
        var foreign = await house.Road.FailedAsync("repository.commit", RepositoryHouse.Arguments(("draft", draft)), caller: "somebody else");

        Assert.Contains("changed after the draft", refusal, StringComparison.Ordinal);
        Assert.Contains("no draft", foreign, StringComparison.Ordinal);
        Assert.Equal("1", house.Git("rev-list", "--count", "HEAD").Trim());
    }

    [Fact]
    public async Task Only_the_named_paths_are_committed_and_what_is_staged_stays()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("wanted/a b.txt", "1");
        house.Write("[other]*", "1");
        house.Git("add", "[other]*");

        var draft = (await house.Road.DoneAsync("repository.draft", RepositoryHouse.Arguments(("paths", new[] { "wanted" })))).Value.GetProperty("digest").GetString()!;
        await house.Road.DoneAsync("repository.commit", RepositoryHouse.Arguments(("draft", draft)));

        Assert.Equal("wanted/a b.txt", house.Git("show", "--name-only", "--format=", "-z", "HEAD").Trim('\0', '\n'));
        Assert.Equal("[other]*", house.Git("diff", "--cached", "--name-only", "-z").Trim('\0'));
    }

    [Theory]
    [InlineData("DISCORD_TOKEN=MTAxMjM0NTY3ODkwMTIzNDU2Nw.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789", "a password, key or token")]
    [InlineData("aws: AKIAIOSFODNN7ABCDEFG", "a password, key or token")]
    [InlineData("url: postgres://bot:hunter22hunter@db/x", "a password, key or token")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", "a private key")]
    [InlineData("auth: qZ8rT3vK9wLpX2mN7bYc4hJd", "a value that looks like a key")]
    public async Task A_secret_is_named_by_file_and_line_and_never_committed_or_shown(string line, string what)
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("compose.yaml", $"a: 1\nb: 2\n{line}\n");

        var (card, draft) = await house.Road.DoneAsync("repository.draft");
        var refusal = await house.Road.FailedAsync("repository.commit", RepositoryHouse.Arguments(("draft", draft.GetProperty("digest").GetString()!)));

        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.Contains($"compose.yaml line 3 holds {what}", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(line.Split('=', ' ')[^1], refusal + draft, StringComparison.Ordinal);
        Assert.Equal("1", house.Git("rev-list", "--count", "HEAD").Trim());
    }

    [Theory]
    [InlineData("password: ${DB_PASSWORD}")]
    [InlineData("token: <your token>")]
    [InlineData("key: /run/secrets/db")]
    [InlineData("image: postgres@sha256:2b4c7e8a91f0d3c5b6a7e8f9012345678")]
    [InlineData("password: letmein-please # hydrabot:no-secret")]
    public async Task A_stand_in_for_a_secret_is_none(string line)
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("compose.yaml", $"{line}\n");

        await house.CommitAsync();

        Assert.Equal("2", house.Git("rev-list", "--count", "HEAD").Trim());
    }

    [Fact]
    public async Task A_commit_is_taken_back_by_another_one()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("README.md", "# Broken\n");
        var broken = await house.CommitAsync();

        await house.Road.DoneAsync("repository.revert", RepositoryHouse.Arguments(("commit", broken[..8])));

        Assert.Equal("# Homelab\n", house.Read("README.md"));
        Assert.Equal("3", house.Git("rev-list", "--count", "HEAD").Trim());
    }

    [Fact]
    public async Task Hooks_of_the_repository_do_not_run_unless_they_are_allowed()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        var hook = Path.Combine(house.Folder, ".git", "hooks", "pre-commit");
        await File.WriteAllTextAsync(hook, "#!/bin/sh\ntouch ../hook-ran\nexit 1\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
        house.Write("a", "1");

        await house.CommitAsync();

        Assert.False(File.Exists(Path.Combine(house.Folder, "..", "hook-ran")));
    }
}
