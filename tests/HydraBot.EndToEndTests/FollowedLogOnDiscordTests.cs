using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>A log is read along in a thread, as it is written.</summary>
public sealed class FollowedLogOnDiscordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_container_writes_comes_into_a_thread_until_somebody_who_may_says_stop()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", "trap 'exit 0' TERM; tick=0; while true; do echo password=hunter2hunter2 tick $tick.; tick=$((tick+1)); sleep 1 & wait $!; done", cancellationToken: Token);
        await using var house = await HouseProcess.StartAsync(Token, storage: null, "--Sandbox:TestAtStart=false");
        await using var member = await house.SignInAsync("operator", Token);
        await using var viewer = await house.SignInAsync("viewer", Token);

        await member.RunAsync("logs", Token, ("container", web));
        var log = await member.Screen.MessageAsync(message => Look.HasButton(message, "Follow"), Token);
        await member.PressAsync(log, "Follow", Token);
        var followed = await member.Screen.MessageAsync(message => Look.Says(message, $"{web} is followed"), Token);
        var thread = Regex.Match(Look.TextOf(followed), @"<#(\d+)>").Groups[1].Value;

        var first = Look.TextOf(await member.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, "tick"), Token));
        var last = int.Parse(first.Split("tick ")[^1].Split('.')[0], CultureInfo.InvariantCulture);
        var later = await member.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, $"tick {last + 5}."), Token);
        Assert.DoesNotContain("hunter2", first + Look.TextOf(later), StringComparison.Ordinal);

        await viewer.WriteInAsync(thread, "stop", Token);
        var shown = member.Screen.Created;
        await member.Screen.NextAsync(shown, Token);
        Assert.Equal(0, member.Screen.Count(message => Look.IsIn(message, thread) && Look.Says(message, "ended it")));
        await member.WriteInAsync(thread, "stop", Token);
        await member.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, "operator ended it"), Token);
    }

    [Fact]
    public async Task When_the_container_ends_its_last_words_stand_in_the_thread_and_what_does_not_run_is_not_followed()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var job = await containers.RunAsync("job", "trap 'echo the last words; exit 0' TERM; while true; do sleep 1 & wait $!; done", cancellationToken: Token);
        await using var house = await HouseProcess.StartAsync(Token, storage: null, "--Sandbox:TestAtStart=false");
        await using var member = await house.SignInAsync("operator", Token);

        await member.RunAsync("follow", Token, ("container", job), ("minutes", 5));
        var thread = Regex.Match(Look.TextOf(await member.Screen.MessageAsync(message => Look.Says(message, $"{job} is followed"), Token)), @"<#(\d+)>").Groups[1].Value;
        await containers.StopAsync(job, Token);

        await member.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, "the last words"), Token);
        await member.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, $"{job} ended"), Token);
        await member.RunAsync("follow", Token, ("container", job));
        await member.Screen.MessageAsync(message => Look.Says(message, "does not run and writes nothing"), Token);
    }
}
