using HydraBot.DiscordEmulator;
using HydraBot.DiscordEmulator.Page.Calls;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>A Discord of its own with a scripted bot in it, and browsers that look at it.</summary>
internal sealed class PageScene : IAsyncDisposable
{
    private readonly Chromium _chromium;
    private readonly DirectoryInfo _storage;
    private readonly ILoggerFactory _loggers;
    private readonly List<IBrowserContext> _contexts = [];

    private PageScene(Chromium chromium, DirectoryInfo storage, ILoggerFactory loggers, EmulatedDiscord discord, ScriptedBot bot)
    {
        _chromium = chromium;
        _storage = storage;
        _loggers = loggers;
        Discord = discord;
        Bot = bot;
    }

    public EmulatedDiscord Discord { get; }

    public ScriptedBot Bot { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PageScene> StartAsync(Chromium chromium, IPageVoice? voice = null)
    {
        Testing.Parts.Require(Chromium.IsPresent, "Chromium is missing: apt-get install chromium");
        var storage = Directory.CreateTempSubdirectory("hydrabot-page-");
        var options = new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = storage.FullName, PageVoice = voice };
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(new TestOutputLogger()));
        var discord = await EmulatedDiscord.StartAsync(options, loggers, TimeProvider.System, Cancelled);
        var bot = await ScriptedBot.ConnectAsync(discord, Cancelled);
        return new PageScene(chromium, storage, loggers, discord, bot);
    }

    /// <summary>Opens the page as a member, in a browser profile of its own.</summary>
    public async Task<EmulatorPage> OpenAsync(string member, string channel = "command", Screen? screen = null)
    {
        var context = await _chromium.NewContextAsync(screen ?? Screen.Desk);
        _contexts.Add(context);
        var page = new EmulatorPage(await context.NewPageAsync(), Discord.Url, screen ?? Screen.Desk);
        await page.OpenAsync(member, channel);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.CloseAsync();
        await Bot.DisposeAsync();
        await Discord.DisposeAsync();
        _loggers.Dispose();
        _storage.Delete(recursive: true);
    }
}
