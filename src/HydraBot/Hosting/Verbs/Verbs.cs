using System.Runtime.InteropServices;
using HydraBot.ClaudeCode.ChannelServer;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.Hosting.Settings;
using HydraBot.Hosting.Setup;
using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting.Verbs;

/// <summary>What the executable does, by the first words of its arguments.</summary>
internal static class Verbs
{
    private const int WrongUse = 2;

    /// <summary>Runs a verb, or the house where there is none; 0 good, 1 found something wrong, 2 wrong use.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await ChooseAsync(args);
        }
        catch (Exception exception) when (StartFailure.Lines(exception) is { } lines)
        {
            foreach (var line in lines)
                await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    private static async Task<int> ChooseAsync(string[] args)
    {
        if (args is ["--help" or "-h" or "help", ..])
            return await SayAsync(Console.Out, VerbTable.Help, 0);
        if (args is ["--version", ..])
            return await SayAsync(Console.Out, HouseVersion.Current, 0);

        if (args is [HookSettings.Mark, .. var hook])
            return await HookClient.RunAsync(hook, Console.In, Console.Out, Console.Error, TimeProvider.System);

        if (args is [ChannelVerb.Name, .. var channel])
            return await RunChannelAsync(channel);

        if (args is [SetupVerb.Name, .. var answers])
            return await new SetupVerb(SetupTerminal.OfThisProcess(), SettingsFolder.Find()).RunAsync(answers, CancellationToken.None);

        var words = args.TakeWhile(IsWord).ToArray();
        if (words.Length == 0)
            return await House.RunAsync(args);

        var named = VerbTable.All.Where(known => string.Join(' ', words.Take(known.Name.Split(' ').Length)) == known.Name).ToArray();
        // The longest name wins: "mcp test" is not "mcp" with an operand.
        named = [.. named.Where(known => known.Name.Length == named.Max(other => other.Name.Length))];
        var verb = named.FirstOrDefault(known => known.Name.Split(' ').Length + known.Operands.Count == words.Length) ?? named.FirstOrDefault();
        if (verb is null)
            return await SayAsync(Console.Error, $"There is no verb '{string.Join(' ', words)}'.{Environment.NewLine}{Environment.NewLine}{VerbTable.Help}", WrongUse);
        var operands = words[verb.Name.Split(' ').Length..];
        return operands.Length == verb.Operands.Count
            ? await RunAsync(verb, operands, args[words.Length..])
            : await SayAsync(Console.Error, $"Usage: HydraBot {verb.Usage}", WrongUse);
    }

    /// <summary>The pipes are the protocol's alone: whatever else is said goes to the error output.</summary>
    private static async Task<int> RunChannelAsync(string[] args)
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        return await ChannelVerb.RunAsync(args, input, output, Console.Error, TimeProvider.System, CancellationToken.None);
    }

    private static async Task<int> RunAsync(Verb verb, string[] operands, string[] settings)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });

        // What a verb says is its output; the house's own words are for the house that runs.
        await using var house = HydraBotBuilder.Build(["--Serilog:MinimumLevel:Default=Error", "--Serilog:File:Enabled=false", .. settings]);
        return await verb.RunAsync(house.Services, operands, stop.Token);
    }

    /// <summary>A file's name may hold anything; a setting is told by its dashes or its equals sign.</summary>
    private static bool IsWord(string argument) => !argument.StartsWith('-') && !argument.Contains('=', StringComparison.Ordinal);

    private static async Task<int> SayAsync(TextWriter output, string text, int exitCode)
    {
        await output.WriteLineAsync(text);
        return exitCode;
    }
}
