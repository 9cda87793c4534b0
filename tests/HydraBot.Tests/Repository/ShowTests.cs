using System.Text.Json;
using Xunit;

namespace HydraBot.Tests.Repository;

/// <summary>Looking at the working copy, its list of what is to come, and the bot's word on itself.</summary>
public sealed class ShowTests
{
    [Fact]
    public async Task The_status_says_what_differs_and_what_is_to_be_pushed()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("a", "1");
        await house.CommitAsync();
        house.Write("with space ü.txt", "1");
        house.Write("README.md", "# Other\n");

        var (card, status) = await house.Road.DoneAsync("repository.status");

        Assert.Equal("main: 2 files differ", card.Title);
        Assert.Equal("1 to push", card.Text);
        Assert.Equal(["README.md", "with space ü.txt"], status.GetProperty("state").GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task The_difference_is_shown_without_secrets_and_without_programs_of_the_repository()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Git("config", "diff.external", "touch hook-ran");
        house.Write("README.md", "# Homelab\npassword: hunter22hunter\n");

        var (_, diff) = await house.Road.DoneAsync("repository.diff");

        Assert.Contains("+password: [secret]", diff.GetProperty("diff").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(house.Folder, "hook-ran")));
    }

    [Fact]
    public async Task A_line_is_blamed_on_its_commit()
    {
        await using var house = await RepositoryHouse.OpenAsync();

        var (_, blamed) = await house.Road.DoneAsync("repository.blame", """{"file": "README.md", "line": 1}""");

        Assert.Equal(("# Homelab", "Owner", "docs: begin"), (blamed.GetProperty("content").GetString(), blamed.GetProperty("author").GetString(), blamed.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task An_item_is_ticked_and_every_other_byte_stays()
    {
        await using var house = await RepositoryHouse.OpenAsync();
        house.Write("ROADMAP.md", "# To come\r\n\r\n- [x] Boot\r\n* [ ] Heal containers  \r\n  1. [ ] Heal disks\r\n");

        await house.Road.DoneAsync("repository.tick", """{"item": "heal containers"}""");
        var ambiguous = await house.Road.FailedAsync("repository.tick", """{"item": "nothing of this"}""");

        Assert.Equal("# To come\r\n\r\n- [x] Boot\r\n* [x] Heal containers  \r\n  1. [ ] Heal disks\r\n", house.Read("ROADMAP.md"));
        Assert.Contains("Open are: Heal disks", ambiguous, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_is_whole_json_with_every_operation()
    {
        await using var house = await RepositoryHouse.OpenAsync();

        await house.Road.DoneAsync("repository.state");

        using var state = JsonDocument.Parse(house.Read("STATE.json"));
        Assert.Equal(1, state.RootElement.GetProperty("schema").GetInt32());
        Assert.Contains("repository.state", state.RootElement.GetProperty("capabilities").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal("healthy", state.RootElement.GetProperty("health").GetProperty("status").GetString());
        Assert.Equal(["?? STATE.json"], house.Git("status", "--porcelain").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Without_a_repository_the_answer_says_how_to_set_one()
    {
        await using var house = await RepositoryHouse.OpenAsync(("Repository:Path", ""));

        Assert.Contains("Repository:Path", await house.Road.FailedAsync("repository.status"), StringComparison.Ordinal);
    }
}
