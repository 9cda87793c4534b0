using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>What the emulator says is of the shapes that others wrote down for Discord: its OpenAPI document, and discord-api-types.</summary>
public sealed class ShapeTests
{
    private static readonly string[] Expected =
    [
        "READY", "GUILD_CREATE", "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "CHANNEL_PINS_UPDATE", "GUILD_ROLE_CREATE", "GUILD_MEMBER_UPDATE", "GUILD_MEMBERS_CHUNK",
        "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE", "MESSAGE_REACTION_REMOVE_ALL", "THREAD_CREATE", "THREAD_UPDATE",
        "TYPING_START", "PRESENCE_UPDATE", "INTERACTION_CREATE",
    ];

    [Fact]
    public async Task Every_answer_of_the_main_routes_has_the_shape_that_Discord_documents()
    {
        var document = ShapeCheck.Document();
        var (samples, _) = await RunAsync();

        var verdict = await ShapeCheck.AnswersAsync(document, samples);

        ShapeCheck.None(verdict);
        Assert.Equal(samples.Count, verdict["checked"]!.GetValue<int>());
        Assert.True(samples.Count > 60, $"only {samples.Count} answers were checked");
    }

    [Fact]
    public async Task An_answer_of_another_shape_is_found()
    {
        var document = ShapeCheck.Document();

        var verdict = await ShapeCheck.AnswersAsync(document, [MainRoutes.Sample("GET", "/users/@me", 200, new JsonObject { ["id"] = 12 })]);

        Assert.NotEmpty(verdict["findings"]!.AsArray());
    }

    [Fact]
    public async Task Every_frame_of_the_gateway_has_the_shape_that_bots_are_typed_for()
    {
        ShapeCheck.RequireTypes();
        var (_, frames) = await RunAsync();

        var verdict = await ShapeCheck.FramesAsync("server", frames);

        ShapeCheck.None(verdict);
        var kinds = verdict["kinds"]!.AsArray().Select(kind => kind!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Expected.Select(name => $"0 {name}").Concat(["10", "11"]).Except(kinds));
    }

    [Fact]
    public async Task A_frame_of_another_shape_is_found()
    {
        ShapeCheck.RequireTypes();
        JsonNode[] frames = [JsonNode.Parse("""{"op": 0, "t": "MESSAGE_DELETE", "s": 3, "d": {"id": "1", "channel_id": "2", "guild_id": 3}}""")!];

        Assert.NotEmpty((await ShapeCheck.FramesAsync("server", frames))["findings"]!.AsArray());
    }

    private static async Task<(JsonArray Samples, IReadOnlyList<JsonNode> Frames)> RunAsync()
    {
        var clock = Desk.Clock();
        var routes = new MainRoutes(clock);
        await using var desk = await Desk.OpenAsync(clock);
        return (routes.Samples, await routes.CollectAsync(desk));
    }
}
