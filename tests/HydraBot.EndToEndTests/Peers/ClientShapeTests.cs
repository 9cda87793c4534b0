using System.Reflection;
using System.Text.Json.Nodes;
using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Tests.Discord;
using HydraBot.Tests.Discord.Interactions;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>What the client sends is what Discord's OpenAPI document takes, and what discord-api-types lets bots say on the gateway.</summary>
public sealed class ClientShapeTests
{
    private const string One = """{"id":"1","channel_id":"2","content":"","timestamp":"2026-01-01T00:00:00+00:00","author":{"id":"3","username":"hydra"},"name":"x","username":"x","type":0,"url":"wss://x","shards":1,"session_start_limit":{"total":1,"remaining":1,"reset_after":0,"max_concurrency":1},"items":[],"user":{"id":"3","username":"x"},"roles":[]}""";

    private static readonly Emoji Check = new() { Name = "✅" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every call of the client, with as much in it as it takes, and the answer that it is given.</summary>
    private static Dictionary<string, (Func<DiscordRest, Task> Call, string Answer)> Calls => new(StringComparer.Ordinal)
    {
        [nameof(DiscordRest.GetGatewayBotAsync)] = (rest => rest.GetGatewayBotAsync(Token), One),
        [nameof(DiscordRest.GetCurrentUserAsync)] = (rest => rest.GetCurrentUserAsync(Token), One),
        [nameof(DiscordRest.GetCurrentUserGuildsAsync)] = (rest => rest.GetCurrentUserGuildsAsync(after: 5, limit: 100, Token), "[]"),
        [nameof(DiscordRest.GetUserAsync)] = (rest => rest.GetUserAsync(6, Token), One),
        [nameof(DiscordRest.CreateDirectMessageChannelAsync)] = (rest => rest.CreateDirectMessageChannelAsync(6, Token), One),
        [nameof(DiscordRest.GetCurrentApplicationAsync)] = (rest => rest.GetCurrentApplicationAsync(Token), One),
        [nameof(DiscordRest.GetChannelAsync)] = (rest => rest.GetChannelAsync(20, Token), One),
        [nameof(DiscordRest.TriggerTypingAsync)] = (rest => rest.TriggerTypingAsync(20, Token), ""),
        [nameof(DiscordRest.StartThreadFromMessageAsync)] = (rest => rest.StartThreadFromMessageAsync(20, 99, new ThreadPayload { Name = "Aside", AutoArchiveDuration = 1440, RateLimitPerUser = 5 }, "why", Token), One),
        [nameof(DiscordRest.StartThreadAsync)] = (rest => rest.StartThreadAsync(20, new ThreadPayload { Name = "Aside", Type = ChannelType.PrivateThread, Invitable = false, AutoArchiveDuration = 60 }, "why", Token), One),
        [nameof(DiscordRest.GetGlobalCommandsAsync)] = (rest => rest.GetGlobalCommandsAsync(901, Token), "[]"),
        [nameof(DiscordRest.PutGlobalCommandsAsync)] = (rest => rest.PutGlobalCommandsAsync(901, Rich.Commands, Token), "[]"),
        [nameof(DiscordRest.GetGuildCommandsAsync)] = (rest => rest.GetGuildCommandsAsync(901, 1, Token), "[]"),
        [nameof(DiscordRest.PutGuildCommandsAsync)] = (rest => rest.PutGuildCommandsAsync(901, 1, Rich.GuildCommands, Token), "[]"),
        [nameof(DiscordRest.GetGuildAsync)] = (rest => rest.GetGuildAsync(1, withCounts: true, Token), One),
        [nameof(DiscordRest.GetGuildChannelsAsync)] = (rest => rest.GetGuildChannelsAsync(1, Token), "[]"),
        [nameof(DiscordRest.GetGuildRolesAsync)] = (rest => rest.GetGuildRolesAsync(1, Token), "[]"),
        [nameof(DiscordRest.GetGuildMemberAsync)] = (rest => rest.GetGuildMemberAsync(1, 6, Token), One),
        [nameof(DiscordRest.GetGuildMembersAsync)] = (rest => rest.GetGuildMembersAsync(1, 1000, after: 5, Token), "[]"),
        [nameof(DiscordRest.SearchGuildMembersAsync)] = (rest => rest.SearchGuildMembersAsync(1, "ow & ner", 25, Token), "[]"),
        [nameof(DiscordRest.AddMemberRoleAsync)] = (rest => rest.AddMemberRoleAsync(1, 6, 11, "why", Token), ""),
        [nameof(DiscordRest.RemoveMemberRoleAsync)] = (rest => rest.RemoveMemberRoleAsync(1, 6, 11, "why", Token), ""),
        [nameof(DiscordRest.GetOriginalResponseAsync)] = (rest => rest.GetOriginalResponseAsync(901, "token", Token), One),
        [nameof(DiscordRest.EditOriginalResponseAsync)] = (rest => rest.EditOriginalResponseAsync(901, "token", Rich.Message, Token), One),
        [nameof(DiscordRest.DeleteOriginalResponseAsync)] = (rest => rest.DeleteOriginalResponseAsync(901, "token", Token), ""),
        [nameof(DiscordRest.CreateFollowUpAsync)] = (rest => rest.CreateFollowUpAsync(901, "token", Rich.Message, Token), One),
        [nameof(DiscordRest.GetFollowUpAsync)] = (rest => rest.GetFollowUpAsync(901, "token", 99, Token), One),
        [nameof(DiscordRest.EditFollowUpAsync)] = (rest => rest.EditFollowUpAsync(901, "token", 99, Rich.SecondForm, Token), One),
        [nameof(DiscordRest.DeleteFollowUpAsync)] = (rest => rest.DeleteFollowUpAsync(901, "token", 99, Token), ""),
        [nameof(DiscordRest.CreateMessageAsync)] = (rest => rest.CreateMessageAsync(20, Rich.Message with { MessageReference = new MessageReference { MessageId = 98 } }, Token), One),
        [nameof(DiscordRest.EditMessageAsync)] = (rest => rest.EditMessageAsync(20, 99, Rich.SecondForm, Token), One),
        [nameof(DiscordRest.DeleteMessageAsync)] = (rest => rest.DeleteMessageAsync(20, 99, "why", Token), ""),
        [nameof(DiscordRest.DeleteMessagesAsync)] = (rest => rest.DeleteMessagesAsync(20, [98, 99], "why", Token), ""),
        [nameof(DiscordRest.GetMessageAsync)] = (rest => rest.GetMessageAsync(20, 99, Token), One),
        [nameof(DiscordRest.GetMessagesAsync)] = (rest => rest.GetMessagesAsync(20, 50, before: 99, cancellationToken: Token), "[]"),
        [nameof(DiscordRest.GetPinsAsync)] = (rest => rest.GetPinsAsync(20, DateTimeOffset.UnixEpoch, 50, Token), One),
        [nameof(DiscordRest.PinMessageAsync)] = (rest => rest.PinMessageAsync(20, 99, "why", Token), ""),
        [nameof(DiscordRest.UnpinMessageAsync)] = (rest => rest.UnpinMessageAsync(20, 99, "why", Token), ""),
        [nameof(DiscordRest.CreateReactionAsync)] = (rest => rest.CreateReactionAsync(20, 99, Check, Token), ""),
        [nameof(DiscordRest.DeleteOwnReactionAsync)] = (rest => rest.DeleteOwnReactionAsync(20, 99, Check, Token), ""),
        [nameof(DiscordRest.DeleteUserReactionAsync)] = (rest => rest.DeleteUserReactionAsync(20, 99, Check, 6, Token), ""),
        [nameof(DiscordRest.DeleteAllReactionsAsync)] = (rest => rest.DeleteAllReactionsAsync(20, 99, Token), ""),
        [nameof(DiscordRest.GetReactionsAsync)] = (rest => rest.GetReactionsAsync(20, 99, Check, cancellationToken: Token), "[]"),
    };

    [Fact]
    public async Task Every_call_is_one_that_Discord_documents()
    {
        var document = ShapeCheck.Document();
        await using var discord = await FakeDiscord.StartAsync();
        await using var client = new DiscordClient(RunningBot.Options(discord));
        foreach (var (call, answer) in Calls.Values)
        {
            discord.Otherwise = answer.Length == 0 ? FakeAnswer.NoContent : FakeAnswer.Json(answer);
            await call(client.Rest);
        }

        await ProveAsync(document, discord, expected: Calls.Count);
    }

    [Fact]
    public void No_call_is_left_out() => Assert.Empty(typeof(DiscordRest)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName)
        .Select(method => method.Name)
        .Except(Calls.Keys));

    [Fact]
    public async Task Every_first_answer_to_an_interaction_is_one_that_Discord_documents()
    {
        var document = ShapeCheck.Document();
        await using var bot = await RunningBot.StartAsync(configure: Handle);
        var sequence = 1;
        string[] interactions =
        [
            InteractionPayloads.Command(1, "message"), InteractionPayloads.Command(2, "modal", 21), InteractionPayloads.Command(3, "defer", 22), InteractionPayloads.Command(4, "quiet", 23),
            InteractionPayloads.Autocomplete(5, "message", "what", "we", 24), InteractionPayloads.Component(6, "update", 25), InteractionPayloads.Component(7, "wait", 26),
        ];
        foreach (var interaction in interactions)
            await bot.Gateway.DispatchAsync("INTERACTION_CREATE", ++sequence, interaction);
        var types = new HashSet<int?>();
        for (var answers = 0; answers < interactions.Length;)
        {
            if ((await bot.Discord.NextRequestAsync()) is { IsCallback: true } answer)
            {
                types.Add(answer.CallbackType);
                answers++;
            }
        }

        Assert.Equal([4, 5, 6, 7, 8, 9], types.Order().Select(type => type!.Value));
        await ProveAsync(document, bot.Discord, expected: interactions.Length);
    }

    [Fact]
    public async Task Every_frame_to_the_gateway_is_one_that_bots_may_send()
    {
        ShapeCheck.RequireTypes();
        await using var bot = await RunningBot.CreateAsync(discord => new DiscordClientOptions { Token = "a.b.c", ApiBaseUrl = discord.ApiBaseUrl, Compress = false, Presence = Presence.Custom("Looking after things") });
        bot.Run();
        var gateway = await bot.Discord.NextGatewayAsync();
        var sent = new List<JsonNode> { await gateway.IdentifyAsync() };
        await gateway.ReadyAsync();
        await bot.Client.WaitUntilReadyAsync(Token);
        await gateway.SendAsync("""{"op":1,"d":null,"s":null,"t":null}""");
        sent.Add(await gateway.ExpectAsync(1));
        await bot.Client.UpdatePresenceAsync(new Presence { Status = "idle", Since = 5 }, Token);
        sent.Add(await gateway.ExpectAsync(3));
        await bot.Client.RequestGuildMembersAsync(new GuildMembersRequest { GuildId = 1, Query = "ow", Limit = 10, Nonce = "n" }, Token);
        sent.Add(await gateway.ExpectAsync(8));
        await bot.Client.RequestGuildMembersAsync(new GuildMembersRequest { GuildId = 1, UserIds = [6, 7] }, Token);
        sent.Add(await gateway.ExpectAsync(8));
        gateway.Abort();
        var again = await bot.Discord.NextGatewayAsync();
        await again.HelloAsync();
        sent.Add(await again.ExpectAsync(6));

        ShapeCheck.None(await ShapeCheck.FramesAsync("client", sent));
    }

    private static void Handle(DiscordClient client)
    {
        client.Interactions.OnCommand("message", (context, token) => context.RespondAsync(Rich.Message, cancellationToken: token));
        client.Interactions.OnCommand("modal", (context, token) => context.ShowModalAsync(Rich.Modal, token));
        client.Interactions.OnCommand("defer", (context, token) => context.DeferAsync(cancellationToken: token));
        client.Interactions.OnCommand("quiet", (context, token) => context.DeferAsync(ephemeral: true, token));
        client.Interactions.OnAutocomplete("message", (_, _) => Task.FromResult<IReadOnlyList<CommandChoice>>([new("Web", "web") { NameLocalizations = new Dictionary<string, string> { ["de"] = "Netz" } }]));
        client.Interactions.OnComponent("update", (context, token) => context.UpdateAsync(Rich.Message, token));
        client.Interactions.OnComponent("wait", (context, token) => context.DeferUpdateAsync(token));
    }

    private static async Task ProveAsync(string document, FakeDiscord discord, int expected)
    {
        var requests = discord.AllRequests.Where(request => request.Route != "GET /gateway/bot" || expected == Calls.Count).ToList();
        JsonArray samples = [.. requests.Select(request => new JsonObject
        {
            ["method"] = request.Method,
            ["path"] = request.Path,
            ["query"] = request.Query,
            ["body"] = request.Json?.DeepClone(),
        })];
        var verdict = await ShapeCheck.RequestsAsync(document, samples);
        ShapeCheck.None(verdict);
        Assert.True(verdict["checked"]!.GetValue<int>() >= expected, $"only {verdict["checked"]} requests were checked");
    }
}
