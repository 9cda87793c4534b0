using System.Text.Json;
using HydraBot.Hosting.Setup;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.Hosting.Setup;

/// <summary>Somebody who sets HydraBot up in a folder of their own, with a Discord that knows their bot.</summary>
internal sealed class SetupDesk(Desk desk) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-setup-");

    public string File => Path.Combine(_folder.FullName, "appsettings.Local.json");

    public string Token => desk.Discord.BotToken;

    public string Application => desk.ApplicationId;

    public string Guild => desk.GuildId;

    /// <summary>What was said so far.</summary>
    public string Said { get; private set; } = "";

    public JsonElement Written => JsonElement.Parse(System.IO.File.ReadAllText(File));

    public static async Task<SetupDesk> OpenAsync(string? file = null)
    {
        var setup = new SetupDesk(await Desk.OpenAsync());
        if (file is not null)
            await System.IO.File.WriteAllTextAsync(setup.File, file, TestContext.Current.CancellationToken);
        return setup;
    }

    /// <summary>Runs the verb; the answers are typed one after the other.</summary>
    public async Task<int> RunAsync(string[] args, params string[] answers)
    {
        using var typed = new StringReader(string.Concat(answers.Select(answer => $"{answer}\n")));
        await using var said = new StringWriter();
        try
        {
            var verb = new SetupVerb(new SetupTerminal(typed, said, typed.ReadLine), _folder.FullName);
            return await verb.RunAsync([.. args, $"--Discord:ApiBaseUrl={desk.Discord.ApiBaseUrl}"], TestContext.Current.CancellationToken);
        }
        finally
        {
            Said += said.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
