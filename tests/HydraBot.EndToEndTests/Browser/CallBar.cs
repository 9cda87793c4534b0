using Microsoft.Playwright;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The page's call as a person uses it.</summary>
internal sealed class CallBar(IPage page)
{
    public ILocator Root => page.GetByRole(AriaRole.Region, new() { Name = "Voice call" });

    public ILocator Join => Root.GetByRole(AriaRole.Button, new() { Name = "Join voice with the microphone" });

    public ILocator Mute => Button("Mute");

    public ILocator Deafen => Button("Deafen");

    public ILocator PushToTalk => Button("Push to talk");

    public ILocator HoldToTalk => Button("Hold to talk");

    public ILocator Leave => Button("Leave call");

    /// <summary>A member in the call, as the bar shows them.</summary>
    public ILocator Member(string name) => Root.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });

    private ILocator Button(string name) => Root.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
