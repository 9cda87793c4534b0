using System.Text.Json.Nodes;
using HydraBot.Hosting;
using HydraBot.Speech;
using HydraBot.Speech.Recognition;
using HydraBot.Testing;
using HydraBot.Testing.Drivers;
using HydraBot.Voice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>The house in local mode, as a person starts it, with the bot in the voice channel of its own Discord.</summary>
internal sealed class PageCallScene : IAsyncDisposable
{
    private readonly PocketSphinxRecognizer _sphinx = new(new PocketSphinxOptions(), TimeProvider.System);
    private WebApplication _house = null!;

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("hydrabot-page-voice-");

    public MemberSession Owner { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PageCallScene> OpenAsync()
    {
        foreach (var program in new[] { "flite", "pocketsphinx_batch" })
            Parts.Require(Path.Exists($"/usr/bin/{program}"), $"{program} is not installed: apt-get install flite pocketsphinx pocketsphinx-en-us");
        var scene = new PageCallScene();
        await scene.StartAsync();
        return scene;
    }

    /// <summary>What PocketSphinx hears in sound, of these sentences.</summary>
    public async Task<string> ReadBackAsync(Sound sound, params IEnumerable<string> sentences) =>
        (await _sphinx.TranscribeAsync(sound, new RecognitionContext(SpokenGrammar.Of(sentences)), Stop)).Text;

    public async ValueTask DisposeAsync()
    {
        if (Owner is not null)
            await Owner.DisposeAsync();
        if (_house is not null)
        {
            await _house.StopAsync(CancellationToken.None);
            await _house.DisposeAsync();
        }
        _sphinx.Dispose();
        Folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        var storage = Folder.CreateSubdirectory("house").FullName;
        await VoiceScene.StockModelsAsync(Path.Combine(storage, "models"));
        _house = HydraBotBuilder.Build(
            [
                "--Discord:Token=", "--Emulator:Url=http://127.0.0.1:0", "--Api:Url=http://127.0.0.1:0", $"--Storage:Path={storage}",
                "--Sandbox:TestAtStart=false", "--Inference:Discover=false",
            ],
            builder => builder.AddSuggestions<RackNames>().AddOperations<RackOperations>(RackJson.Default));
        await _house.StartAsync(Stop);
        Url = new Uri(_house.Services.GetRequiredService<LocalMode>().Url!);
        Owner = await MemberSession.SignInAsync(Url, "owner", Stop);
        await Owner.RunAsync("voice join", Stop, ("channel", JsonValue.Create("voice")));
        await Owner.Screen.MessageAsync(message => Look.Says(message, "I am in voice"), Stop);
        // Its greeting is nobody's answer.
        while (_house.Services.GetRequiredService<VoiceRoom>().IsSpeaking)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
    }
}
