using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Tiers;

namespace HydraBot.Memory.Diary;

/// <summary>
/// Tells one entry of the audit chain as an episode, or leaves it out: reading, memory's own work, conversations and strangers at the door are no
/// events of the house. Of the arguments only names stand in it, never free text, and of those none that the operation withholds.
/// </summary>
internal static partial class ActEpisode
{
    public const string Tag = "house-act";

    private const int MostNames = 6;

    private static readonly string[] Untold = ["memory.", "chat", "inference.", "audit.", "approval."];

    /// <param name="sequence">The entry's number in the chain.</param>
    /// <param name="entry">What it tells, already masked.</param>
    /// <param name="operation">The operation; null when there is none of that name.</param>
    public static NewMemory? Of(long sequence, AuditDraft entry, Operation? operation)
    {
        if (Sentence(entry, operation) is not { } content)
            return null;
        var at = entry.At.UtcDateTime;
        return new NewMemory
        {
            Content = content,
            Kind = "act",
            Speaker = "HydraBot",
            OccurredAt = at.ToString("O", CultureInfo.InvariantCulture),
            SessionId = string.Create(CultureInfo.InvariantCulture, $"house-{at:yyyy-MM-dd}"),
            Source = string.Create(CultureInfo.InvariantCulture, $"audit:{sequence}"),
            Tags = [Tag],
            Importance = entry.Effect >= OperationEffect.Disrupt || entry.Kind == AuditKind.Emergency ? 0.5 : 0.3,
            Audience = Audience.OfAccess(Least(entry, operation)),
        };
    }

    /// <summary>Whoever may ask for an act may hear of it; the quarrels about it are for those who may read the audit chain.</summary>
    private static AccessLevel Least(AuditDraft entry, Operation? operation)
    {
        var access = operation?.Access ?? AccessLevel.Viewer;
        return entry.Kind is AuditKind.Refused or AuditKind.ApprovalDecided && access < AccessLevel.Operator ? AccessLevel.Operator : access;
    }

    private static string? Sentence(AuditDraft entry, Operation? operation) => entry.Kind switch
    {
        AuditKind.Started => "HydraBot started.",
        AuditKind.Emergency => $"Emergency stop: {entry.Result}{By(entry)}.",
        AuditKind.Outcome or AuditKind.Interrupted or AuditKind.Refused or AuditKind.ApprovalDecided
            when operation is not null && operation.Effect != OperationEffect.Read
                && !Untold.Any(start => operation.Name.StartsWith(start, StringComparison.Ordinal)) => Act(entry, operation),
        _ => null,
    };

    private static string Act(AuditDraft entry, Operation operation)
    {
        var text = new StringBuilder(operation.Name.Replace('.', ' ').Replace('_', ' '));
        if (Names(entry.Arguments, operation) is { Count: > 0 } names)
            text.Append(" of ").AppendJoin(", ", names);
        text.Append(entry.Kind switch
        {
            AuditKind.Refused => " was refused",
            AuditKind.Interrupted => " was cut off by a stop of the process",
            AuditKind.ApprovalDecided => $": the approval was decided, {entry.Result}",
            _ => entry.Result == "done" ? " was done" : $" {(entry.Result == "failed" ? "failed" : $"ended {entry.Result}")}",
        });
        return text.Append(CultureInfo.InvariantCulture, $"{By(entry)} ({operation.Name}).").ToString();
    }

    private static string By(AuditDraft entry) => (entry.Caller, entry.Kind) switch
    {
        (null, AuditKind.ApprovalDecided) => " by the clock",
        (null, _) => "",
        ({ } caller, AuditKind.ApprovalDecided) => $" by {caller.Name}",
        ({ } caller, _) => $", asked for by {caller.Name}",
    };

    private static List<string> Names(JsonElement? arguments, Operation operation) => arguments is { ValueKind: JsonValueKind.Object } all
        ?
        [
            .. all.EnumerateObject()
                .Where(argument => !operation.Withheld.Contains(argument.Name) && argument.Value.ValueKind == JsonValueKind.String)
                .Select(argument => argument.Value.GetString()!)
                .Where(value => Name().IsMatch(value) && !Guid.TryParse(value, out _))
                .Take(MostNames),
        ]
        : [];

    /// <summary>What containers, hosts, services, images and branches are called; a longer run without a space is more likely a token.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/@-]{0,47}\z")]
    private static partial Regex Name();
}
