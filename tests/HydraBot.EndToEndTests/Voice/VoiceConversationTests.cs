using HydraBot.Fleet.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>With real sound: flite speaks as a member with davey and Opus over a lossy network, the bot answers, PocketSphinx listens to it.</summary>
[Collection(InRealTime.Name)]
public sealed class VoiceConversationTests
{
    private const string Weather = "the rack is warm and all machines are healthy";

    [Theory]
    [InlineData(0.0, "slt")]
    [InlineData(0.05, "rms")]
    [InlineData(0.1, "slt")]
    public async Task Woken_by_its_word_it_understands_runs_the_command_and_answers_in_sound(double loss, string voice)
    {
        await using var scene = await VoiceScene.OpenAsync();
        await using var owner = await scene.JoinAsync("owner");
        await owner.SayAsync(loss, voice, "hey jarvis", "container weather");

        var written = await scene.ReadAsync(text => text.Contains("🔊", StringComparison.Ordinal));
        Assert.Contains("container weather", written, StringComparison.Ordinal);
        Assert.Contains("The rack is warm", written, StringComparison.Ordinal);
        var heard = await owner.HearAsync();
        Assert.Equal(Weather, await scene.ReadBackAsync(heard, Weather, "nothing is healthy", "sorry i did not understand that", "everything is cold and broken"));
    }

    [Fact]
    public async Task Status_is_answered_in_words()
    {
        await using var scene = await VoiceScene.OpenAsync();
        await using var viewer = await scene.JoinAsync("viewer");
        await viewer.SayAsync(0, "slt", "hey jarvis", "hydra status");

        Assert.Contains("hydra status", await scene.ReadAsync(text => text.Contains("🔊", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True((await viewer.HearAsync()).Duration > TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_alert_is_said_aloud_to_those_who_are_there()
    {
        const string Alert = "everything is cold and broken";
        await using var scene = await VoiceScene.OpenAsync();
        await using var viewer = await scene.JoinAsync("viewer");
        await scene.Services.GetRequiredService<AlertDesk>().RaiseAsync(
            new AlertSignal("rack", "test", "Rack", AlertSeverity.Critical, Alert, "Nothing answers."), TestContext.Current.CancellationToken);

        // A busy machine may have something to say of itself first.
        while (await scene.ReadBackAsync(await viewer.HearAsync(), Alert, Weather, "load is high over five minutes", "nothing is healthy") != Alert)
        {
        }
    }

    [Fact]
    public async Task What_has_an_effect_is_read_back_and_done_after_a_yes()
    {
        await using var scene = await VoiceScene.OpenAsync();
        await using var owner = await scene.JoinAsync("owner");
        await owner.SayAsync(0, "slt", "hey jarvis", "reboot container database");
        await scene.ReadAsync(text => text.Contains("shall I", StringComparison.Ordinal) && text.Contains("🔊", StringComparison.Ordinal));
        await owner.HearAsync();
        Assert.Empty(scene.Rack.Restarted);
        await owner.SayAsync(0, "slt", "yes do it");

        await scene.ReadAsync(text => text.Contains("Rebooted", StringComparison.Ordinal));
        Assert.Equal(["database"], scene.Rack.Restarted);
    }

    [Fact]
    public async Task A_viewers_voice_restarts_nothing_and_other_talk_runs_nothing()
    {
        await using var scene = await VoiceScene.OpenAsync();
        await using var viewer = await scene.JoinAsync("viewer");
        await viewer.SayAsync(0, "slt", "it was a cold morning and the children went to the river");
        await viewer.SayAsync(0, "slt", "hey jarvis", "reboot container database");
        Assert.Contains("You may not do that", await scene.ReadAsync(text => text.Contains("🔊", StringComparison.Ordinal)), StringComparison.Ordinal);
        await viewer.HearAsync();
        await viewer.SayAsync(0, "rms", "yes do it");

        Assert.Empty(scene.Rack.Restarted);
        Assert.Equal(1, scene.Written(text => text.Contains("🎙️", StringComparison.Ordinal)));
    }
}
