using HydraBot.Doors.Chat;
using HydraBot.Hosting.Settings;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Setup;

/// <summary><c>HydraBot setup</c>: asks what a first start needs, checks each answer at once, and writes the owner's own settings file.</summary>
/// <remarks>It runs without a house, since what it writes may be what keeps one from being built.</remarks>
internal sealed class SetupVerb(SetupTerminal terminal, string folder)
{
    public const string Name = "setup";
    private const string NoQuestions = "--yes";
    private const int WrongUse = 2;

    /// <param name="args">Settings that are answered already, and <c>--yes</c> for no questions.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <returns>0 when all is well, 1 when an answer cannot be, 2 for wrong use.</returns>
    /// <exception cref="StartException">Why nothing was written.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var asks = !args.Contains(NoQuestions);
        var answers = Given([.. args.Where(argument => argument != NoQuestions)]);
        if (!asks && answers.All.Count == 0)
        {
            await terminal.Output.WriteLineAsync($"Usage: HydraBot {Name} {NoQuestions} --Discord:Token=- [SETTING...]; a value of - is read from standard input.");
            return WrongUse;
        }

        var file = LocalSettings.Read(Path.Combine(folder, SettingsFolder.LocalFile));
        using var probe = new SetupProbe();
        var interview = new SetupInterview(terminal, file, answers, probe);
        await interview.CheckGivenAsync(cancellationToken);
        if (asks)
            await interview.AskAsync(cancellationToken);
        if (answers.All.Count == 0)
            await terminal.Output.WriteLineAsync($"Nothing was answered, so {file.File} is as it was.");
        else
            await WriteAsync(file, answers);
        await AdviseAsync(file, interview);
        return 0;
    }

    private SetupAnswers Given(IReadOnlyList<string> args)
    {
        var answers = new SetupAnswers();
        var given = new ConfigurationBuilder().AddCommandLine([.. SettingsArguments.Check(args)]).Build();
        foreach (var (key, value) in given.AsEnumerable().Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            answers[key] = value == "-"
                ? terminal.ReadHidden()?.Trim() ?? throw new StartException($"{key} is to be read from standard input, which has ended; nothing was written.")
                : value!;
        }

        return answers;
    }

    private async Task WriteAsync(LocalSettings file, SetupAnswers answers)
    {
        foreach (var (key, value) in answers.All)
            file.Set(key, value);
        await CheckTogetherAsync(answers);
        file.Write();
        await terminal.Output.WriteLineAsync($"Written to {file.File}, which this user alone can read: {string.Join(", ", answers.All.Keys)}.");
    }

    /// <summary>Holds the answers to what the next start will hold them to.</summary>
    private static async Task CheckTogetherAsync(SetupAnswers answers)
    {
        await using var house = HydraBotBuilder.Build(["--Serilog:MinimumLevel:Default=Error", "--Serilog:File:Enabled=false", .. answers.All.Select(pair => $"--{pair.Key}={pair.Value}")]);
        house.Services.GetService<IStartupValidator>()?.Validate();
    }

    private async Task AdviseAsync(LocalSettings file, SetupInterview interview)
    {
        var output = terminal.Output;
        if (interview.Application is not { } application)
        {
            await output.WriteLineAsync("There is no Discord token yet: HydraBot starts with a Discord of its own, on this machine.");
            return;
        }

        await output.WriteLineAsync($"Let the bot into your server:\n  {Invitation.For(application, file.Find(SetupAnswers.Guild))}");
        if (interview.HearsMessages == false)
            await output.WriteLineAsync("Switch the Message Content Intent on (Bot page of the application), or set Discord:ReadMessages to false: Discord refuses the connection otherwise.");
        var channels = new DiscordChannelOptions();
        await output.WriteLineAsync($"The server needs the channels {channels.Status}, {channels.Alerts}, {channels.Approvals} and {channels.Briefing}, or name yours (Discord:Channels).");
        await output.WriteLineAsync("HydraBot doctor says what is missing; HydraBot starts it.");
    }
}
