using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Audit;

/// <summary>Reading the chain that everything is recorded in.</summary>
internal sealed class AuditOperations(IAuditLog audit, AuditSearch search)
{
    private const int Shown = 20;

    [Operation("audit.tail", Access = AccessLevel.Operator, Effect = OperationEffect.Read)]
    [Description("Shows the newest entries of the audit chain")]
    public async Task<OperationResult<AuditTailView>> TailAsync(
        [Description("How many, from 1 to 100")][Range(1, 100)] int count = 10, CancellationToken cancellationToken = default)
    {
        var entries = await audit.TailAsync(count, cancellationToken);
        var view = new AuditTailView([.. entries.Select(AuditView.Of)]);
        return OperationResult.Of(view, new Card
        {
            Title = view.Entries.Count == 1 ? "The newest entry" : $"The newest {view.Entries.Count} entries",
            Text = view.Entries.Count == 0 ? "Nothing has happened yet." : string.Join('\n', view.Entries.Select(AuditCards.Line)),
            Footer = view.Entries is [var newest, ..] ? $"Chain head {newest.Sequence} · {newest.Hash[..16]}…" : null,
            Spoken = view.Entries is [{ Entry: { } last }, ..] ? $"The last entry is {AuditCards.Words(last)}." : "The audit chain is empty.",
        });
    }

    [Operation("audit.verify", Access = AccessLevel.Viewer, Effect = OperationEffect.Read, TimeLimitSeconds = 300, Toolset = "constitution")]
    [Description("Walks the whole audit chain and names the first entry that was changed, removed, reordered or rewritten")]
    public async Task<OperationResult<AuditVerification>> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var found = await audit.VerifyAsync(cancellationToken);
        return OperationResult.Of(found, AuditCards.Verification(found));
    }

    [Operation("audit.search", Access = AccessLevel.Operator, Effect = OperationEffect.Read, TimeLimitSeconds = 120, Toolset = "constitution")]
    [Description("Searches the audit chain by person, operation, outcome, text and time, newest first")]
    public async Task<OperationResult<AuditSearchView>> SearchAsync(
        [Description("A person's, key's or schedule's id, or part of the name")] string? person = null,
        [Description("An operation, or a pattern such as container.*")] string? operation = null,
        [Description("What became of it: done, failed, refused, cancelled, waiting, approved, denied, expired")] string? outcome = null,
        [Description("Any text in the entry")] string? text = null,
        [Description("Not before this time: 2026-11-28, or with a time 2026-11-28T07:30Z")] string? since = null,
        [Description("Before this time")] string? until = null,
        [Description("Only entries before this number: the next page")][Range(1, long.MaxValue)] long? before = null,
        [Description("How many, from 1 to 100")][Range(1, 100)] int limit = Shown,
        CancellationToken cancellationToken = default)
    {
        var query = new AuditQuery(Given(person), Given(operation), Given(outcome), Given(text), Time("since", since), Time("until", until));
        var found = await search.FindAsync(query, before ?? long.MaxValue, limit + 1, cancellationToken);
        var view = new AuditSearchView([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Sequence : null);
        return OperationResult.Of(view, new Card
        {
            Title = view.Entries.Count switch { 0 => "Nothing in the record fits", 1 => "One entry fits", var count => $"{count} entries{(view.Next is null ? "" : " and more")}" },
            Text = string.Join('\n', view.Entries.Take(Shown).Select(AuditCards.Line)),
            Footer = view.Next is { } next ? $"older ones: before: {next}" : null,
        });
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Time(string name, string? text) => Given(text) is not { } given ? null
        : DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw OperationException.WrongArgument($"'{name}' is a time such as 2026-11-28 or 2026-11-28T07:30Z, not '{given}'.");
}

/// <summary>A page of what was found.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">What <c>before</c> is for the next page; none where this is the last.</param>
internal sealed record AuditSearchView(IReadOnlyList<AuditView> Entries, long? Next);
