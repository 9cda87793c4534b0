using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>An alert of another program arrives, somebody takes it in hand by a reaction, and its end is told: one message all along.</summary>
public sealed class AlertsOnDiscordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_from_outside_is_shown_taken_by_a_reaction_and_cleared_in_one_message()
    {
        await using var house = await HouseProcess.StartAsync(Token, settings: "--Fleet:Alerts:Gather=00:00:00.2");
        await using var member = await house.SignInAsync("operator", Token);
        using var key = house.OwnerKey();

        (await key.PostAsJsonAsync("alerts/webhooks/alertmanager", Firing("firing"), Token)).EnsureSuccessStatusCode();
        var post = await member.Screen.MessageAsync(message => Look.IsIn(message, member.Channel("alerts")) && Look.Says(message, "Disk of nas is full"), Token);
        await member.ReactAsync(post, "✅", Token);
        await member.Screen.MessageAsync(message => message["id"]!.ToString() == post["id"]!.ToString() && Look.Says(message, "has it"), Token);

        (await key.PostAsJsonAsync("alerts/webhooks/alertmanager", Firing("resolved"), Token)).EnsureSuccessStatusCode();
        await member.Screen.MessageAsync(message => message["id"]!.ToString() == post["id"]!.ToString() && Look.Says(message, "All clear"), Token);

        var kept = (await member.ReadAsync("alerts", Token)).Count(message => Look.Says(message!, "Disk of nas is full"));
        Assert.Equal(1, kept);
    }

    private static JsonObject Firing(string status) => new()
    {
        ["alerts"] = new JsonArray(new JsonObject
        {
            ["status"] = status,
            ["labels"] = new JsonObject { ["alertname"] = "DiskFull", ["severity"] = "warning" },
            ["annotations"] = new JsonObject { ["summary"] = "Disk of nas is full" },
            ["fingerprint"] = "f1",
        }),
    };
}
