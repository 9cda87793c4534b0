using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The page as a person uses it: by what they read on it and by the names that a screen reader says.</summary>
internal sealed class EmulatorPage
{
    private const string NetworkChanged = "net::ERR_NETWORK_CHANGED";
    private const int MostTimes = 5;

    private readonly Uri _url;
    private readonly Screen _screen;
    private readonly ConcurrentDictionary<IRequest, string> _unanswered = [];

    public EmulatorPage(IPage page, Uri url, Screen screen)
    {
        Page = page;
        _url = url;
        _screen = screen;
        page.PageError += (_, error) => Problems.Add(error);
        page.Console += (_, line) =>
        {
            if (line.Type == "error")
                Problems.Add(line.Text);
        };
        page.Request += (_, request) =>
        {
            Requested.Add(request.Url);
            _unanswered[request] = "no answer";
        };
        page.RequestFinished += (_, request) => _unanswered.TryRemove(request, out var _);
        page.RequestFailed += (_, request) => _unanswered[request] = request.Failure ?? "failed";
    }

    public IPage Page { get; }

    /// <summary>Errors on the console, thrown or logged; a page that works has none.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Every address that the page fetched.</summary>
    public List<string> Requested { get; } = [];

    public CommandComposer Composer => new(Page);

    public ILocator Log => Page.GetByRole(AriaRole.Log);

    public ILocator ConnectionBar => Page.Locator(".connection");

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Toasts => Page.GetByRole(AriaRole.Status, new() { Name = "Notices" });

    public ILocator JumpToNewest => Page.GetByRole(AriaRole.Button, new() { Name = "Jump to newest" });

    public ILocator Switcher => Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^You are ") });

    public async Task OpenAsync(string member, string channel)
    {
        var address = new Uri(_url, $"/?as={member}&channel={channel}").ToString();
        await Page.GotoAsync(address);
        // A browser drops what it is fetching when a network comes or goes, and other tests make and end networks of containers.
        for (var again = 0; again < MostTimes && _unanswered.Values.Contains(NetworkChanged); again++)
        {
            _unanswered.Clear();
            Problems.RemoveAll(problem => problem.Contains(NetworkChanged, StringComparison.Ordinal));
            await Page.GotoAsync(address);
        }

        try
        {
            // The first page of a house that has just started waits for two programs beside other tests.
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = channel, Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        }
        catch (PlaywrightException exception)
        {
            throw new InvalidOperationException(
                $"The page of {member} did not open. It asked for {Requested.Count} addresses; without an answer: {string.Join(", ", _unanswered.Select(one => $"{one.Key.Url} ({one.Value})"))}; "
                + $"on its console: {string.Join(" | ", Problems)}",
                exception);
        }

        await Expect(Log).ToBeVisibleAsync();
        await Expect(ConnectionBar).ToBeHiddenAsync();
    }

    /// <summary>The newest message that says this itself; one that only answers to it does not count.</summary>
    public PageMessage Message(string text) => new(Page, Log.GetByRole(AriaRole.Article)
        .Filter(new() { Has = Page.Locator(".message-body, .message-cause:not(.message-reply)").Filter(new() { HasText = text }) }).Last);

    public ILocator Channel(string name) => Page.GetByRole(AriaRole.Navigation, new() { Name = "Channels" })
        .GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(name)} \\(") });

    public async Task GoToAsync(string channel)
    {
        if (_screen.IsTouch)
            await Page.GetByRole(AriaRole.Button, new() { Name = "Channels" }).ClickAsync();
        await Channel(channel).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = channel, Exact = true })).ToBeVisibleAsync();
    }

    public async Task BecomeAsync(string member)
    {
        await Switcher.ClickAsync();
        await Page.GetByRole(AriaRole.Menuitemradio, new() { NameRegex = new Regex($"^{member}") }).ClickAsync();
        await Expect(Switcher).ToHaveAccessibleNameAsync(new Regex($"^You are {member}"));
        await Expect(ConnectionBar).ToBeHiddenAsync();
    }

    /// <summary>Takes a picture for people to look at, below <c>artifacts/screenshots</c> and with the test's results.</summary>
    public async Task PhotographAsync(string name)
    {
        var bytes = await Page.ScreenshotAsync();
        var file = Path.Combine(Screenshots.Folder, $"{name}-{_screen}.png");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        TestContext.Current.AddAttachment($"{name}-{_screen}.png", bytes, "image/png");
    }
}
