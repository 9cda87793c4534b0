using System.Text.Json.Nodes;
using HydraBot.Discord;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Interactions;

public class CommandRegistrarTests
{
    // As Discord answers: with ids and versions, and with all that it fills in by itself.
    private const string Existing = """
        [{"id":"71","application_id":"900","guild_id":"1","version":"72","default_member_permissions":null,"type":1,"name":"restart","name_localizations":null,"description":"Restart a container",
          "description_localizations":null,"dm_permission":true,"contexts":null,"integration_types":[0],"nsfw":false,
          "options":[{"type":3,"name":"container","name_localizations":null,"description":"Which one","description_localizations":{"fr":"Lequel","de":"Welcher"},"required":true,"autocomplete":true},
                     {"type":4,"name":"wait","description":"Seconds","min_value":1,"max_value":60,"choices":[{"name":"Short","value":5}]}]},
         {"id":"73","application_id":"900","guild_id":"1","version":"74","default_member_permissions":"8","type":3,"name":"Remember this","description":"","nsfw":false}]
        """;

    private static CancellationToken Token => Patience.Token;

    private static CommandDefinition Restart => new()
    {
        Name = "restart",
        Description = "Restart a container",
        Options =
        [
            new CommandOption
            {
                Type = CommandOptionType.String, Name = "container", Description = "Which one", Required = true, Autocomplete = true,
                DescriptionLocalizations = new Dictionary<string, string> { ["de"] = "Welcher", ["fr"] = "Lequel" },
            },
            new CommandOption { Type = CommandOptionType.Integer, Name = "wait", Description = "Seconds", MinValue = 1, MaxValue = 60, Choices = [new("Short", 5)] },
        ],
    };

    private static CommandDefinition Remember => new() { Type = ApplicationCommandType.Message, Name = "Remember this", DefaultMemberPermissions = Permissions.Administrator };

    [Fact]
    public async Task Commands_that_are_as_Discord_has_them_are_not_written_whatever_their_order()
    {
        await using var api = await StartAsync();
        var result = await api.Client.Commands.SyncAsync([Remember, Restart], guildId: 1, Token);
        Assert.False(result.Written);
        Assert.Equal([71, 73], result.Commands.Select(command => command.Id));
        Assert.DoesNotContain(api.Discord.AllRequests, request => request.Method == "PUT");
        Assert.Equal("with_localizations=true", api.Discord.AllRequests.Last().Query);
    }

    public static TheoryData<string, CommandDefinition> Differences => new()
    {
        { "description", Restart with { Description = "Restart one container" } },
        { "option", Restart with { Options = [.. Restart.Options!.Take(1)] } },
        { "largest value", Restart with { Options = [Restart.Options![0], Restart.Options[1] with { MaxValue = 61 }] } },
        { "choice", Restart with { Options = [Restart.Options![0], Restart.Options[1] with { Choices = [new("Short", 6)] }] } },
        { "localisation", Restart with { Options = [Restart.Options![0] with { DescriptionLocalizations = null }, Restart.Options[1]] } },
        { "permissions", Restart with { DefaultMemberPermissions = Permissions.ManageGuild } },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task A_difference_is_written_with_one_request(string what, CommandDefinition changed)
    {
        await using var api = await StartAsync();
        var result = await api.Client.Commands.SyncAsync([changed, Remember], guildId: 1, Token);
        Assert.True(result.Written, what);
        Assert.Equal(["restart"], result.Changed);
        Assert.Empty(result.Added);
        Assert.Empty(result.Removed);
        var put = Assert.Single(api.Discord.AllRequests, request => request.Method == "PUT");
        Assert.Equal(2, put.Json!.AsArray().Count);
        Assert.Null(put.Json[0]!["id"]);
    }

    [Fact]
    public async Task New_and_unwanted_commands_are_named()
    {
        await using var api = await StartAsync();
        var result = await api.Client.Commands.SyncAsync([Restart, new CommandDefinition { Name = "status", Description = "How it goes" }], guildId: 1, Token);
        Assert.Equal((["status"], ["Remember this"]), (result.Added.ToArray(), result.Removed.ToArray()), new Both());
        Assert.Empty(result.Changed);
    }

    [Fact]
    public async Task Wrong_commands_are_refused_before_anything_is_sent_with_all_that_is_wrong()
    {
        await using var api = await StartAsync();
        var error = await Assert.ThrowsAsync<DiscordValidationException>(() => api.Client.Commands.SyncAsync(
            [
                new CommandDefinition { Name = "Big", Description = "" },
                new CommandDefinition { Name = "two", Description = "x", Options = [new CommandOption { Name = "a", Description = "x", Type = CommandOptionType.String }, new CommandOption { Name = "b", Description = "x", Required = true, Type = CommandOptionType.String }] },
                new CommandDefinition { Name = "two", Description = "x" },
            ],
            cancellationToken: Token));
        Assert.Equal(["two", "Big.name", "Big.description", "two.b"], error.Errors.Select(one => one.Path));
        Assert.Empty(api.Discord.AllRequests);
    }

    private static async Task<RunningBot> StartAsync()
    {
        var bot = await RunningBot.CreateAsync();
        bot.Discord.On("GET /applications/900/guilds/1/commands", _ => FakeAnswer.Json(Existing));
        bot.Discord.On("PUT /applications/900/guilds/1/commands", request =>
        {
            var written = request.Json!.DeepClone().AsArray();
            for (var i = 0; i < written.Count; i++)
                written[i]!["id"] = $"{80 + i}";
            return FakeAnswer.Json(written.ToJsonString());
        });
        return bot;
    }

    private sealed class Both : IEqualityComparer<(string[] One, string[] Other)>
    {
        public bool Equals((string[] One, string[] Other) x, (string[] One, string[] Other) y) => x.One.SequenceEqual(y.One) && x.Other.SequenceEqual(y.Other);

        public int GetHashCode((string[] One, string[] Other) obj) => obj.One.Length;
    }
}
