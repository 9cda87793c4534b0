using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.Hosting.Steps;

/// <summary>
/// Takes one operation of a longer work down the road and says what became of it, at once or, after people decided or the process died, by what the
/// record shows. What may have had an effect is never run twice.
/// </summary>
internal sealed class StepRoad(GovernedExecutor road, OperationCatalog catalog, StepRecord record, SecretMask mask)
{
    private const int LongestTold = 240;

    public async Task<StepEnd> RunAsync(OperationRequest request, CancellationToken cancellationToken) =>
        Of(request.Operation, await road.ExecuteAsync(request, progress: null, cancellationToken));

    /// <summary>An outcome as the end of a step.</summary>
    public StepEnd Of(string operation, OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Done done => new StepEnd(StepState.Done, Short(Words(done.Result.Card)), 1),
        OperationOutcome.Waiting waiting => new StepEnd(StepState.Waiting, $"It waits for a decision until <t:{waiting.Approval.ExpiresAt.ToUnixTimeSeconds()}:t>.", 1),
        OperationOutcome.Refused { Refusal.Kind: RefusalKind.Stopped } => new StepEnd(StepState.Open, "") { Halted = true },
        OperationOutcome.Refused refused => new StepEnd(StepState.Refused, Short(refused.Refusal.Message), 1),
        OperationOutcome.Failed failed => new StepEnd(StepState.Failed, Short(failed.Message), 1),
        OperationOutcome.Cancelled cancelled when !IsRead(operation) => new StepEnd(StepState.CutOff, Short($"Cut off in the middle; it was not run again. {cancelled.Message}"), 1),
        OperationOutcome.Cancelled { Cause: CancelCause.TimeLimit } cancelled => new StepEnd(StepState.Failed, Short(cancelled.Message), 1),
        _ => new StepEnd(StepState.Open, "", 1),
    };

    /// <summary>What became of a step that was begun or waits, as the record has it.</summary>
    /// <param name="operation">Its operation.</param>
    /// <param name="requestId">The request that it was begun with; null where it has none.</param>
    /// <param name="correlation">What it was asked for under.</param>
    /// <param name="since">It was not begun before.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<StepEnd> LookAsync(string operation, Guid? requestId, string correlation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = requestId is { } id ? await record.OfAsync(id, correlation, since, cancellationToken) : new RecordedEnd(null, false, "");
        return Of(operation, found);
    }

    /// <summary>An end as the record has it, as the end of a step.</summary>
    public StepEnd Of(string operation, RecordedEnd found) => found switch
    {
        { IsOpen: true } => new StepEnd(StepState.Waiting, "It waits for a decision.", 1),
        { State: null } => new StepEnd(StepState.Open, ""),
        { State: RequestState.Done } => new StepEnd(StepState.Done, "Done, as the record has it.", 1),
        { State: RequestState.Failed } => new StepEnd(StepState.Failed, Short(found.Words), 1),
        { State: RequestState.Refused } => new StepEnd(StepState.Refused, Short(found.Words), 1),
        _ when !found.Ran || IsRead(operation) => new StepEnd(StepState.Open, "", 1),
        _ => new StepEnd(StepState.CutOff, Short($"Cut off in the middle; it was not run again. {found.Words}"), 1),
    };

    /// <summary>On one line, without secrets, and short: the record has all of it.</summary>
    public string Short(string words)
    {
        var line = string.Join(' ', mask.Apply(words.Replace("\0", "", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestTold ? line : $"{line[..(LongestTold - 1)].TrimEnd()}…";
    }

    public bool IsRead(string operation) => catalog.TryFind(operation, out var found) && found.Effect == OperationEffect.Read;

    private static string Words(Card card) => string.IsNullOrWhiteSpace(card.Text) || card.Plain ? card.Spoken ?? card.Title : $"{card.Title}: {card.Text}";
}
