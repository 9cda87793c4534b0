using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>An answer that grows by edits keeps to Discord's limits, however fast its model is, and comes whole.</summary>
public sealed partial class EditsOnDiscordTests
{
    private const int Bursts = 7, PiecesABurst = 50;

    /// <summary>How often the messages of a channel may be edited.</summary>
    private const int Limit = 5;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_answer_grows_steadily_and_no_edit_of_it_is_one_too_many()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var member = await house.SignInAsync("viewer", Token);
        model.Answer = exchange => TalkAsync(exchange, "a", member);

        await member.RunAsync("chat", Token, ("prompt", "a, tell me all."));
        var end = await EndAsync(member, "a", null);

        Assert.Equal(Whole("a"), Said(end));
        var edits = Edits(member, end);
        Grows(edits, "a");
        Assert.InRange(MostInAWindow(edits), 2, Limit);
        Assert.Equal(0, await LimitedAsync(house));
    }

    [Fact]
    public async Task Two_members_who_chat_in_one_channel_at_once_each_see_their_own_answer_grow_and_neither_is_one_too_many()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var viewer = await house.SignInAsync("viewer", Token);
        await using var other = await house.SignInAsync("operator", Token);
        model.Answer = exchange => TalkAsync(exchange, Name(exchange), viewer);

        await Task.WhenAll(viewer.RunAsync("chat", Token, ("prompt", "a, tell me all.")), other.RunAsync("chat", Token, ("prompt", "b, tell me all.")));
        var ends = new[] { await EndAsync(viewer, "a", null), await EndAsync(viewer, "b", null) };

        foreach (var (name, end) in new[] { "a", "b" }.Zip(ends))
        {
            Assert.Equal(Whole(name), Said(end));
            var edits = Edits(viewer, end);
            Grows(edits, name);
            Assert.InRange(MostInAWindow(edits), 2, Limit);
        }

        Assert.Equal(ends[0]["channel_id"]!.ToString(), ends[1]["channel_id"]!.ToString());
        Assert.Equal(0, await LimitedAsync(house));
    }

    [Fact]
    public async Task Two_members_who_write_in_one_conversation_at_once_share_the_edits_that_its_thread_may_have()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var viewer = await house.SignInAsync("viewer", Token);
        await using var other = await house.SignInAsync("operator", Token);
        model.Answer = exchange => TalkAsync(exchange, Name(exchange), viewer);
        await viewer.RunAsync("conversation", Token, ("topic", "All of it"));
        var opened = await viewer.Screen.MessageAsync(message => Look.Says(message, "Go on in <#"), Token);
        var thread = Mention().Match(Look.TextOf(opened)).Groups[1].Value;

        await Task.WhenAll(viewer.WriteInAsync(thread, "a, tell me all.", Token), other.WriteInAsync(thread, "b, tell me all.", Token));
        var ends = new[] { await EndAsync(viewer, "a", thread), await EndAsync(viewer, "b", thread) };

        foreach (var (name, end) in new[] { "a", "b" }.Zip(ends))
        {
            Assert.Equal(Whole(name), Said(end));
            Grows(Edits(viewer, end), name);
        }

        // The emulator's windows lie where the first edit of each fell: any five seconds touch two of them.
        var all = ends.SelectMany(end => Edits(viewer, end)).ToList();
        Assert.InRange(MostInAWindow(all), 2, 2 * Limit);
        var windows = (int)Math.Ceiling((all.Max(At) - all.Min(At)) / Window) + 1;
        Assert.InRange(all.Count, 2, windows * Limit);
        Assert.Equal(0, await LimitedAsync(house));
    }

    /// <summary>Burst after burst, each as fast as it goes and the next when this one is on the screen: so the text grows at the pace of the edits, whatever that is.</summary>
    private static async Task TalkAsync(ModelExchange exchange, string name, MemberSession screen)
    {
        for (var burst = 0; burst < Bursts; burst++)
        {
            for (var piece = 0; piece < PiecesABurst; piece++)
                await exchange.WordAsync(Piece(name, (burst * PiecesABurst) + piece));
            var last = Piece(name, (burst * PiecesABurst) + PiecesABurst - 1).TrimEnd();
            await screen.Screen.MessageAsync(message => Look.Says(message, last), exchange.Gone);
        }

        await exchange.EndAsync();
    }

    private static string Piece(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}{number:000} ");

    private static string Whole(string name) => string.Concat(Enumerable.Range(0, Bursts * PiecesABurst).Select(number => Piece(name, number))).TrimEnd();

    private static string Name(ModelExchange exchange) => exchange.Question.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.StartsWith('a') ? "a" : "b";

    private static Task<JsonNode> EndAsync(MemberSession member, string name, string? thread) => member.Screen.MessageAsync(
        message => (thread is null || Look.IsIn(message, thread)) && Look.Says(message, $"{name}000") && Look.HasButton(message, "👍"), Token);

    /// <summary>Its text without the line below it.</summary>
    private static string Said(JsonNode message) => message["content"]!.ToString().Split("\n-# ")[0].TrimEnd();

    private static List<JsonNode> Edits(MemberSession member, JsonNode message) => [.. member.Screen.Edits.Where(edit => edit["id"]!.ToString() == message["id"]!.ToString() && edit["edited_timestamp"] is not null)];

    private static DateTimeOffset At(JsonNode edit) => DateTimeOffset.Parse(edit["edited_timestamp"]!.ToString(), CultureInfo.InvariantCulture);

    /// <summary>Each shows all that came before and more, and there is one for every burst but the first, which may be the message itself.</summary>
    private static void Grows(List<JsonNode> edits, string name)
    {
        var texts = edits.Select(Said).Where(text => text.StartsWith(name, StringComparison.Ordinal)).ToList();
        Assert.InRange(texts.Distinct().Count(), Bursts - 1, (2 * Bursts) + 1);
        Assert.All(texts.Zip(texts.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static int MostInAWindow(List<JsonNode> edits) => edits.Select(At).Max(begin => edits.Select(At).Count(at => at >= begin && at < begin + Window));

    /// <summary>How many requests Discord told to wait.</summary>
    private static async Task<int> LimitedAsync(HouseProcess house)
    {
        using var key = house.OwnerKey();
        var limited = Limited().Match(await key.GetStringAsync("/metrics", Token));
        Assert.True(limited.Success);
        return int.Parse(limited.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"<#(\d+)>")]
    private static partial Regex Mention();

    [GeneratedRegex("hydrabot_discord_requests_total\\{[^}]*fate=\"limited\"[^}]*\\} (\\d+)")]
    private static partial Regex Limited();
}
