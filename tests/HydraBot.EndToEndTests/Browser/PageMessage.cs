using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>One message on the page.</summary>
internal sealed class PageMessage(IPage page, ILocator root)
{
    public ILocator Root => root;

    public ILocator Button(string name) => root.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Select(string name) => root.GetByRole(AriaRole.Combobox, new() { Name = name });

    public ILocator Embed(string title) => root.GetByRole(AriaRole.Group, new() { Name = $"Embed: {title}" });

    public ILocator Reaction(string emoji) => root.GetByRole(AriaRole.Group, new() { Name = "Reactions" })
        .GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(emoji)} ") });

    /// <summary>Chooses in a select: opens it, then takes the choices by their labels.</summary>
    public async Task ChooseAsync(string select, params string[] labels)
    {
        await Select(select).ClickAsync();
        foreach (var label in labels)
            await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex($"^{Regex.Escape(label)}") }).ClickAsync();
        if (labels.Length > 1)
            await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Opens the menu of the message with the keyboard and takes an item.</summary>
    public async Task DoAsync(string action)
    {
        await root.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new Regex($"^{Regex.Escape(action)}") }).ClickAsync();
    }
}
