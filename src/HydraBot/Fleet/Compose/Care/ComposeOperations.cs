using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Containers;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>A patch that was written.</summary>
/// <param name="File">The file, on its host.</param>
/// <param name="Service">The service that it is about.</param>
/// <param name="Difference">What was written.</param>
internal sealed record AppliedPatch(string File, string? Service, string Difference);

/// <summary>Looks after compose files.</summary>
internal sealed class ComposeOperations(ComposeChecker checker, ProposalNames names)
{
    private const int MostText = 3500;

    [Operation("compose.check", Access = AccessLevel.Operator, TimeLimitSeconds = 120)]
    [Description("Finds what is wrong or risky in compose files, and where what runs is not what they say")]
    public async Task<OperationResult<ComposeReport>> CheckAsync(
        [Description("A project, service or container; all of them where it is left out"), Suggest<ContainerNames>] string? project = null,
        [Description("The full path of one compose file in its place"), MaxLength(1000)] string? file = null,
        CancellationToken cancellationToken = default)
    {
        var report = string.IsNullOrWhiteSpace(file)
            ? await checker.CheckAsync(string.IsNullOrWhiteSpace(project) ? null : project.Trim(), cancellationToken)
            : await checker.CheckFileAsync(file.Trim(), cancellationToken);
        foreach (var patch in report.Findings.Select(finding => finding.Patch).OfType<string>())
            names.Remember(patch);
        return OperationResult.Of(report, Draw(report));
    }

    [Operation("compose.apply", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 120)]
    [Description("Writes a patch that compose.check offers into its compose file; what runs is not touched")]
    public async Task<OperationResult<AppliedPatch>> ApplyAsync(
        [Description("What compose.check names"), Suggest<ProposalNames>, MaxLength(64)] string patch,
        Clearance clearance,
        [Description("The full path of the compose file, where no container was made of it"), MaxLength(1000)] string? file = null,
        CancellationToken cancellationToken = default)
    {
        var finding = await FindAsync(checker, patch, file, cancellationToken)
            ?? throw new OperationException($"'{patch}' is offered by no file now: it was applied, or its file changed since. Nothing was written; look at a new compose.check.");
        var change = finding.Change!;
        await ComposeFileWriter.WriteAsync(clearance, change.File, change.File.With(change.Text), cancellationToken);
        return OperationResult.Of(new AppliedPatch(finding.File, finding.Service, change.Difference), new Card
        {
            Title = $"{Path.GetFileName(finding.File)} is patched",
            Severity = CardSeverity.Good,
            Text = $"{finding.File}\n{DifferenceBlock.Of(change.Difference)}\nWhat runs is as it was; `/deploy {finding.Service}` brings it in.",
            Spoken = "The compose file is patched.",
        });
    }

    /// <summary>The finding that offers this patch; null where none does any more.</summary>
    internal static async Task<ComposeFinding?> FindAsync(ComposeChecker checker, string patch, string? file, CancellationToken cancellationToken)
    {
        var report = string.IsNullOrWhiteSpace(file) ? await checker.CheckAsync(null, cancellationToken) : await checker.CheckFileAsync(file.Trim(), cancellationToken);
        return report.Findings.FirstOrDefault(finding => finding.Patch == patch);
    }

    private static Card Draw(ComposeReport report)
    {
        var lines = report.Findings.Select(Line).ToArray();
        var text = new StringBuilder();
        var fitting = lines.TakeWhile(line => text.Length + line.Length < MostText && text.AppendLine(line) is not null).Count();
        if (fitting < lines.Length)
            text.AppendLine(CultureInfo.InvariantCulture, $"and {lines.Length - fitting} more, in the file");
        var (faults, warnings) = (report.Findings.Count(finding => finding.Level == FindingLevel.Fault), report.Findings.Count(finding => finding.Level == FindingLevel.Warning));
        var where = report.Projects.Count == 1 ? report.Projects[0] : $"{report.Projects.Count} compose projects";
        return new Card
        {
            Title = faults + warnings == 0 ? $"Nothing is wrong in {where}" : $"{Count(faults, "fault")} and {Count(warnings, "warning")} in {where}",
            Severity = faults > 0 ? CardSeverity.Bad : warnings > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Text = text.ToString().TrimEnd() is { Length: > 0 } some ? some : null,
            Files = fitting < lines.Length ? [new CardFile("compose.md", "text/markdown", Encoding.UTF8.GetBytes(string.Join('\n', lines)))] : [],
            Footer = report.Findings.Any(finding => finding.Patch is not null) ? "/compose apply writes a patch, after somebody has seen it" : null,
        };
    }

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static string Line(ComposeFinding finding)
    {
        var mark = finding.Level switch { FindingLevel.Fault => "🔴", FindingLevel.Warning => "🟠", _ => "⚪" };
        return $"{mark} {finding.Text} {finding.Advice} (`{Path.GetFileName(finding.File)}:{finding.Line}`{(finding.Patch is null ? "" : $", patch `{finding.Patch}`")})";
    }
}
