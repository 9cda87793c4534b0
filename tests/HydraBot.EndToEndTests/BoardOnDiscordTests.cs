using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>The pinned board, while much is told at once.</summary>
public sealed partial class BoardOnDiscordTests
{
    private const int Troubles = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_board_stays_one_pinned_message_and_Discord_never_has_to_say_wait()
    {
        await using var house = await HouseProcess.StartAsync(Token, storage: null, "--Fleet:Board:Interval=00:00:05", "--Fleet:Alerts:Gather=00:00:00", "--Sandbox:TestAtStart=false");
        await using var member = await house.SignInAsync("operator", Token);
        using var key = house.OwnerKey();
        var board = await member.FindAsync("status", message => Look.Says(message, "as of"), Token);

        foreach (var number in Enumerable.Range(0, Troubles))
            (await key.PostAsJsonAsync("alerts/webhooks/alertmanager", Firing(number), Token)).EnsureSuccessStatusCode();
        foreach (var number in Enumerable.Range(0, Troubles))
            await member.FindAsync("alerts", message => Look.Says(message, $"Trouble {number} on nas"), Token);
        await member.Screen.MessageAsync(message => message["id"]!.ToString() == board["id"]!.ToString() && Look.Says(message, $"Trouble {Troubles - 1} on nas"), Token);

        var stands = Assert.Single(await member.ReadAsync("status", Token), message => Look.Says(message!, "as of"))!;
        Assert.Equal((board["id"]!.ToString(), true), (stands["id"]!.ToString(), (bool)stands["pinned"]!));
        var metrics = await key.GetStringAsync("metrics", Token);
        Assert.True(Requests("sent", metrics) > Troubles, metrics);
        Assert.Equal(0, Requests("limited", metrics));
    }

    private static double Requests(string fate, string metrics) =>
        Sample().Matches(metrics).Where(sample => sample.Groups["labels"].Value.Contains($"fate=\"{fate}\"", StringComparison.Ordinal)).Sum(sample => double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));

    private static JsonObject Firing(int number) => new()
    {
        ["alerts"] = new JsonArray(new JsonObject
        {
            ["status"] = "firing",
            ["labels"] = new JsonObject { ["alertname"] = $"Trouble{number}", ["severity"] = "warning" },
            ["annotations"] = new JsonObject { ["summary"] = $"Trouble {number} on nas" },
            ["fingerprint"] = $"f{number}",
        }),
    };

    [GeneratedRegex(@"^hydrabot_discord_requests\w*\{(?<labels>[^}]*)\} (?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex Sample();
}
