using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>The field where a person writes, and what it becomes after a slash.</summary>
internal sealed class CommandComposer(IPage page)
{
    public ILocator Field => page.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("^Message #") });

    public ILocator Commands => page.GetByRole(AriaRole.Listbox, new() { Name = "Commands" });

    public ILocator Form => page.Locator("form.command-form");

    public ILocator Option(string name) => Form.GetByLabel(name, new() { Exact = true });

    public ILocator Choice(string label) => page.GetByRole(AriaRole.Option).Filter(new() { Has = page.GetByText(label, new() { Exact = true }) });

    public ILocator Run => Form.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(@"^Run \/") });

    /// <summary>What the composer says about the option at hand, or what is wrong.</summary>
    public ILocator About => Form.Locator(".command-about");

    public async Task SayAsync(string text)
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
    }

    /// <summary>Types a slash and the name, and takes the command from the list.</summary>
    public async Task BeginAsync(string command)
    {
        await Field.FillAsync($"/{command}");
        await Commands.GetByRole(AriaRole.Option, new() { NameRegex = new Regex($@"^\/{Regex.Escape(command)}\b") }).First.ClickAsync();
        await Expect(Form).ToHaveAccessibleNameAsync($"/{command}");
    }

    /// <summary>Runs a command that takes plain values.</summary>
    public async Task RunAsync(string command, params (string Name, string Value)[] options)
    {
        await BeginAsync(command);
        foreach (var (name, value) in options)
        {
            if (!await Option(name).IsVisibleAsync())
                await Form.GetByRole(AriaRole.Button, new() { Name = $"Add option {name}" }).ClickAsync();
            await Option(name).FillAsync(value);
            if (await Option(name).GetAttributeAsync("role") == "combobox")
                await Choice(value).ClickAsync();
        }
        await Run.ClickAsync();
    }
}
