using System.Text.Json;
using HydraBot.Hosting.Starting;
using HydraBot.Testing.Models;
using HydraBot.Tests.Hosting.Starting;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Hosting.Setup;

/// <summary>What a first start needs is asked for, checked, and written beside what is there.</summary>
public sealed class SetupTests
{
    private const string StrangersToken = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_written_for_their_owner_alone_and_the_token_is_shown_nowhere()
    {
        await using var setup = await SetupDesk.OpenAsync();

        Assert.Equal(0, await setup.RunAsync([], setup.Token, setup.Guild, "Chief", "", "", ""));

        Assert.Equal(setup.Token, setup.Written.GetProperty("Discord").GetProperty("Token").GetString());
        Assert.Equal(setup.Guild, setup.Written.GetProperty("Discord").GetProperty("GuildId").GetString());
        Assert.Equal("""{"Chief":"Owner","Owner":"None"}""", JsonSerializer.Serialize(setup.Written.GetProperty("Access").GetProperty("Roles")));
        Assert.False(setup.Written.TryGetProperty("Inference", out _));
        Assert.DoesNotContain(setup.Token, setup.Said, StringComparison.Ordinal);
        Assert.Contains($"https://discord.com/oauth2/authorize?client_id={setup.Application}&scope=bot+applications.commands&permissions=", setup.Said, StringComparison.Ordinal);
        Assert.Contains($"&guild_id={setup.Guild}", setup.Said, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(setup.File));
        Assert.Equal(["appsettings.Local.json"], Directory.GetFiles(Path.GetDirectoryName(setup.File)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_stands_in_the_file_stays_however_it_is_written()
    {
        await using var setup = await SetupDesk.OpenAsync("""
            { "discord": { "channels": { "Alerts": "lärm" } }, "Discord:ReadMessages": false, "Access": null,
              "Inference": { "Endpoints": [ { "Name": "attic", "Url": "http://attic:1/v1" }, { "Url": "http://cellar:2/v1" } ] }, "Api:Url": "http://127.0.0.1:8799" }
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(setup.File, (UnixFileMode)0b110_100_100);

        await setup.RunAsync([], setup.Token, "", "", "Crew", "", "http://127.0.0.1:1/v1");

        var written = setup.Written;
        Assert.Equal(["discord", "Discord:ReadMessages", "Access", "Inference", "Api:Url"], written.EnumerateObject().Select(property => property.Name));
        Assert.Equal("lärm", written.GetProperty("discord").GetProperty("channels").GetProperty("Alerts").GetString());
        Assert.False(written.GetProperty("Discord:ReadMessages").GetBoolean());
        Assert.Equal(setup.Token, written.GetProperty("discord").GetProperty("Token").GetString());
        Assert.Equal("""{"Crew":"Operator","Operator":"None"}""", JsonSerializer.Serialize(written.GetProperty("Access").GetProperty("Roles")));
        Assert.Equal("""[{"Name":"attic","Url":"http://127.0.0.1:1/v1"},{"Url":"http://cellar:2/v1"}]""", JsonSerializer.Serialize(written.GetProperty("Inference").GetProperty("Endpoints")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(setup.File));
    }

    [Fact]
    public async Task A_second_time_Enter_keeps_everything()
    {
        await using var setup = await SetupDesk.OpenAsync();
        await setup.RunAsync([], setup.Token, setup.Guild, "Chief", "", "", "");
        var before = setup.Written.GetProperty("Access").GetRawText();

        await setup.RunAsync([], "", "", "", "", "", "");

        Assert.Equal(before, setup.Written.GetProperty("Access").GetRawText());
        Assert.Equal(setup.Token, setup.Written.GetProperty("Discord").GetProperty("Token").GetString());
        Assert.Contains("Role that stands for Owner, by name or id [Chief]", setup.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_answer_is_told_what_is_allowed_and_asked_again()
    {
        await using var setup = await SetupDesk.OpenAsync();

        Assert.Equal(0, await setup.RunAsync(
            [], "my-client-secret", StrangersToken, setup.Token, "Hydra", "12", setup.Guild, "owner", "a:b", "Chief", "chief", "", "", "127.0.0.1:11434", "http://127.0.0.1:1/", "http://127.0.0.1:1/v1"));

        string[] told =
        [
            "This is no bot token.", "Discord does not know this token", "'Hydra' is no server id: that is 17 to 20 digits.", "'12' is no server id",
            "'owner' and 'Owner' differ in capitals alone", "'a:b' cannot be the name of a setting", "'chief' stands for another level already",
            "'127.0.0.1:11434' is not such an address; allowed is http or https, ending in /v1", "'http://127.0.0.1:1/' is not such an address", "It does not answer now",
        ];
        Assert.All(told, line => Assert.Contains(line, setup.Said, StringComparison.Ordinal));
        Assert.DoesNotContain("my-client-secret", setup.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(StrangersToken, setup.Said, StringComparison.Ordinal);
        Assert.Equal(setup.Token, setup.Written.GetProperty("Discord").GetProperty("Token").GetString());
    }

    [Fact]
    public async Task A_model_server_that_wants_a_key_is_asked_about_with_it()
    {
        await using var setup = await SetupDesk.OpenAsync();
        await using var server = await FakeModelServer.StartAsync(Stop);
        server.ListModels = context => context.JsonAsync("""{"data":[{"id":"small"}]}""", context.Request.Headers.Authorization == "Bearer attic-key" ? 200 : 401);

        await setup.RunAsync([], "", "", "", "", "", server.Url, "attic-key");

        Assert.Contains("It wants a key.", setup.Said, StringComparison.Ordinal);
        Assert.Contains("It answers, with 1 models.", setup.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("attic-key", setup.Said, StringComparison.Ordinal);
        Assert.Equal($$"""[{"Url":"{{server.Url}}","ApiKey":"attic-key"}]""", JsonSerializer.Serialize(setup.Written.GetProperty("Inference").GetProperty("Endpoints")));
        Assert.Contains("no Discord token yet", setup.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_questions_arguments_are_the_answers_and_a_dash_is_read_from_standard_input()
    {
        await using var setup = await SetupDesk.OpenAsync();

        Assert.Equal(0, await setup.RunAsync(["--yes", "--Discord:Token=-", $"--Discord:GuildId={setup.Guild}", "--Access:Roles:Head Cook=Owner", "--Briefing:Time", "06:15"], setup.Token));

        Assert.Equal(setup.Token, setup.Written.GetProperty("Discord").GetProperty("Token").GetString());
        Assert.Equal("Owner", setup.Written.GetProperty("Access").GetProperty("Roles").GetProperty("Head Cook").GetString());
        Assert.Equal("06:15", setup.Written.GetProperty("Briefing").GetProperty("Time").GetString());
        Assert.DoesNotContain("[", setup.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Discord:Token=nonsense", "Setting Discord:Token: This is no bot token.")]
    [InlineData("--Discord:Token=" + StrangersToken, "Setting Discord:Token: Discord does not know this token")]
    [InlineData("--Discord:GuildId=home", "Setting Discord:GuildId: 'home' is no server id")]
    [InlineData("--Inference:Endpoints:0:Url=attic", "Setting Inference:Endpoints:0:Url: 'attic' is not such an address")]
    [InlineData("--Discord:Tokn=x", "Setting Discord:Tokn in the command line is not known; the nearest is Discord:Token.")]
    [InlineData("--Serilog:File:Retained=0", "Setting Serilog:File:Retained is '0'; allowed is from 1 to 3650.")]
    public async Task What_cannot_be_is_one_line_and_nothing_is_written(string argument, string line)
    {
        await using var setup = await SetupDesk.OpenAsync();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => setup.RunAsync(["--yes", argument]));

        Assert.StartsWith(line, Assert.Single(StartFailure.Lines(refusal)!), StringComparison.Ordinal);
        Assert.False(File.Exists(setup.File));
    }

    [Theory]
    [InlineData("{ // mine\n }")]
    [InlineData("{ \"Discord\": { \"Token\": \"a\", \"Token\": \"b\" } }")]
    [InlineData("{ \"Api\": {}, }")]
    [InlineData("[]")]
    [InlineData("{ \"Discord\": \"here\" }")]
    [InlineData("{ \"Discord\": { \"Token\": { \"Old\": 1 } } }")]
    public async Task A_file_that_would_lose_something_is_left_as_it_is(string before)
    {
        await using var setup = await SetupDesk.OpenAsync(before);

        var refusal = await Assert.ThrowsAsync<StartException>(() => setup.RunAsync(["--yes", $"--Discord:Token={setup.Token}"]));

        Assert.Contains("appsettings.Local.json", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(setup.File, Stop));
    }

    [Fact]
    public async Task Whoever_goes_away_in_the_middle_has_written_nothing()
    {
        await using var setup = await SetupDesk.OpenAsync();

        var refusal = await Assert.ThrowsAsync<StartException>(() => setup.RunAsync([], setup.Token, setup.Guild));

        Assert.Contains("nothing was written", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(setup.File));
    }

    [Fact]
    public async Task The_program_itself_asks_writes_and_says_how_to_go_on()
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-setup-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), "{}", Stop);

            var ended = await Executable.RunAsync(folder.FullName, ["setup"], input: "\n123456789012345678\n\n\n\n\n");

            Assert.Equal(0, ended.ExitCode);
            Assert.Contains("123456789012345678", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "appsettings.Local.json"), Stop), StringComparison.Ordinal);
            Assert.Contains(ended.Output, line => line.Contains("Written to", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
