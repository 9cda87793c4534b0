using HydraBot.Testing;
using Microsoft.Playwright;
using Xunit;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The machine's Chromium, started once for all tests of the page.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // A microphone that beeps once a second, and nobody who has to be asked.
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsPresent => File.Exists(Executable);

    public async ValueTask InitializeAsync()
    {
        if (!IsPresent)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright, []);
        Assertions.SetDefaultExpectTimeout(10_000);
    }

    /// <summary>A browser of one test's own, with these arguments last.</summary>
    internal static async Task<Chromium> StartAsync(params string[] arguments)
    {
        Parts.Require(IsPresent, $"Chromium is missing at {Executable}: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        return new Chromium { _playwright = playwright, _browser = await LaunchAsync(playwright, arguments) };
    }

    /// <summary>A browser profile of its own: nothing is shared with another test.</summary>
    public async Task<IBrowserContext> NewContextAsync(Screen screen)
    {
        Parts.Require(_browser is not null, $"Chromium is missing at {Executable}: apt-get install chromium");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            HasTouch = screen.IsTouch,
            IsMobile = screen.IsTouch,
            Locale = "en-GB",
            TimezoneId = "UTC",
            ReducedMotion = ReducedMotion.Reduce,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(10_000);
        return context;
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string[] arguments) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = [.. Arguments, .. arguments] });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
