using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Testing.Drivers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Briefing;

/// <summary>The morning as a phone shows it.</summary>
public sealed class MorningOnDiscordTests : IAsyncLifetime
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-morning-");
    private WebApplication? _house;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri Page => new($"{_house!.Services.GetRequiredService<LocalMode>().Url}/");

    public async ValueTask InitializeAsync()
    {
        _house = HydraBotBuilder.Build(
        [
            $"--Storage:Path={_storage.FullName}", "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0", "--Inference:Discover=false",
            // The engine of this machine is none of this house's business.
            "--Fleet:Engine=tcp://127.0.0.1:1", "--Sandbox:Engine=tcp://127.0.0.1:1", "--Fleet:Heal:Enabled=false", "--Sandbox:TestAtStart=false",
            "--Serilog:MinimumLevel:Default=Fatal", "--Serilog:File:Enabled=false",
        ]);
        await _house.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
        {
            await _house.StopAsync(CancellationToken.None);
            await _house.DisposeAsync();
        }

        _storage.Delete(recursive: true);
    }

    [Fact]
    public async Task What_does_not_fit_on_one_screen_stands_in_a_thread_below_it()
    {
        await using var owner = await MemberSession.SignInAsync(Page, "owner", Stop);
        var details = string.Join('\n', Enumerable.Range(1, 200).Select(number => $"- thing {number} was done in the night"));

        foreach (var board in _house!.Services.GetServices<INoticeBoard>())
            await board.PostAsync(NoticeTopic.Briefing, new Card { Title = "3 things need you", Text = "The first of it", Details = details }, Stop);

        var first = await owner.Screen.MessageAsync(message => Look.Says(message, "thing 1 was done"), Stop);
        var last = await owner.Screen.MessageAsync(message => Look.Says(message, "thing 200 was done"), Stop);
        var card = await owner.Screen.MessageAsync(message => Look.Says(message, "The first of it"), Stop);
        Assert.True(Look.IsIn(card, owner.Channel("briefing")));
        Assert.Equal(card["id"]!.ToString(), first["channel_id"]!.ToString());
        Assert.Equal(card["id"]!.ToString(), last["channel_id"]!.ToString());
        Assert.True(first["content"]!.ToString().Length <= 2000);
    }

    [Fact]
    public async Task What_waits_for_a_decision_leads_to_the_message_in_which_it_is_made()
    {
        await using var owner = await MemberSession.SignInAsync(Page, "owner", Stop);
        await owner.RunAsync("emergency stop", Stop, ("reason", "a storm comes"));
        await owner.Screen.MessageAsync(message => Look.IsIn(message, owner.Channel("command")) && Look.Says(message, "Nothing but reading"), Stop);
        await owner.RunAsync("emergency resume", Stop);
        // The hands below it are the last that the house does there: from then on it knows its own message.
        var asked = await owner.Screen.MessageAsync(
            message => Look.IsIn(message, owner.Channel("approvals")) && Look.Says(message, "Approval needed") && message["seen_reactions"] is not null, Stop);

        await owner.RunAsync("briefing now", Stop);

        var briefing = await owner.Screen.MessageAsync(message => Look.Says(message, "waits for a decision"), Stop);
        Assert.Contains($"/{owner.Channel("approvals")}/{asked["id"]})", Look.TextOf(briefing), StringComparison.Ordinal);
    }
}
