using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using HydraBot.DiscordEmulator.Page.Calls;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>An emulator of a test's own, on a free port and in a folder that goes away, with raw clients for everybody there.</summary>
public sealed class Desk : IAsyncDisposable
{
    public const int AllIntents = 0x331FFFF;

    private readonly IAsyncDisposable _emulator;
    private readonly string _folder;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _tokens = [];
    private readonly Dictionary<string, string> _ids = [];

    private Desk(DeskPlace place, IAsyncDisposable emulator, string folder)
    {
        Place = place;
        _emulator = emulator;
        _folder = folder;
        _http = new HttpClient { BaseAddress = place.ApiBaseUrl };
    }

    public DeskPlace Place { get; }

    /// <summary>The emulator itself, where it runs in the test's own process.</summary>
    public EmulatedDiscord Discord => (EmulatedDiscord)_emulator;

    public HttpClient Http => _http;

    public string GuildId => Place.GuildId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string ApplicationId => Place.ApplicationId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The seeded bot over REST.</summary>
    public RawRest Bot => As($"Bot {Place.BotToken}");

    public RawRest Nobody => As(null);

    public Uri Gateway => new($"ws://{Place.Url.Authority}/gateway?v=10&encoding=json");

    /// <summary>Starts a world; with a clock of the test's own, time passes only when the test says so.</summary>
    public static async Task<Desk> OpenAsync(FakeTimeProvider? clock = null, string? folder = null, IPageVoice? pageVoice = null)
    {
        folder ??= Directory.CreateTempSubdirectory("desk-").FullName;
        var options = new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = folder, PageVoice = pageVoice };
        var discord = await EmulatedDiscord.StartAsync(options, NullLoggerFactory.Instance, clock ?? TimeProvider.System, CancellationToken.None);
        var desk = new Desk(new DeskPlace(discord.Url, discord.BotToken, discord.ApplicationId, discord.GuildId), discord, folder);
        await desk.MeetMembersAsync();
        return desk;
    }

    /// <summary>The same with the emulator in a process of its own: what it remembers is none of this process's memory.</summary>
    public static async Task<Desk> OpenApartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var (emulator, place) = await EmulatorProcess.StartAsync(folder);
        var desk = new Desk(place, emulator, folder);
        await desk.MeetMembersAsync();
        return desk;
    }

    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public RawRest As(string? authorization) => new(_http, authorization);

    /// <summary>A seeded member over REST: <c>owner</c>, <c>operator</c>, <c>viewer</c> or <c>guest</c>.</summary>
    public RawRest Member(string name) => As(_tokens[name]);

    public string Token(string name) => _tokens[name];

    public string IdOf(string name) => _ids[name];

    public async Task<string> ChannelAsync(string name)
    {
        var channels = (await Member("owner").GetAsync($"guilds/{GuildId}/channels")).Json!.AsArray();
        return channels.First(channel => channel!["name"]!.GetValue<string>() == name)!["id"]!.GetValue<string>();
    }

    public Task<RawGateway> ConnectAsync(string more = "", bool zlib = false) => RawGateway.ConnectAsync(new Uri(Gateway + more), zlib);

    /// <summary>A member or, with a token, a bot, identified and past its GUILD_CREATE.</summary>
    public async Task<RawGateway> LogInAsync(string nameOrToken, int? intents = null)
    {
        var gateway = await ConnectAsync();
        await gateway.OpAsync(10);
        await gateway.IdentifyAsync(_tokens.GetValueOrDefault(nameOrToken, nameOrToken), intents);
        await gateway.EventAsync("READY");
        if (intents is null or 0 || (intents & 1) != 0)
            await gateway.EventAsync("GUILD_CREATE");
        return gateway;
    }

    public Task<RawGateway> LogInBotAsync(int intents = AllIntents) => LogInAsync(Discord.BotToken, intents);

    /// <summary>Another bot: its id and token.</summary>
    public async Task<(string Id, string Token)> AddApplicationAsync(string name, int? privilegedIntents = null)
    {
        var body = new JsonObject { ["name"] = name };
        if (privilegedIntents is { } bits)
            body["intents"] = bits;
        var answer = await Nobody.PostAsync(new Uri(Place.Url, "emulator/applications").ToString(), body);
        return (answer.Id!, answer.Json!["token"]!.GetValue<string>());
    }

    public Task<RawAnswer> FaultAsync(string kind, JsonNode? value = null, string? application = null, int? count = null)
    {
        var body = new JsonObject { ["kind"] = kind, ["value"] = value };
        if (application is not null)
            body["application"] = application;
        if (count is not null)
            body["count"] = count;
        return Nobody.PostAsync(new Uri(Place.Url, "emulator/faults").ToString(), body);
    }

    /// <summary>Stops the emulator and starts it again over the same world.</summary>
    public async Task<Desk> RestartAsync()
    {
        await _emulator.DisposeAsync();
        return await OpenAsync(folder: _folder);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task MeetMembersAsync()
    {
        var members = (await Nobody.GetAsync(new Uri(Place.Url, "emulator/members").ToString())).Json!.AsArray();
        foreach (var member in members)
        {
            var name = member!["username"]!.GetValue<string>();
            _tokens[name] = member["token"]!.GetValue<string>();
            _ids[name] = member["id"]!.GetValue<string>();
        }
    }
}
