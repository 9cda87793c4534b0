using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Stored;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Audit;

/// <summary>Signs the chain as it grows, walks it from time to time, seals what is old, and tells people what does not hold.</summary>
internal sealed partial class CheckpointWork(
    CheckpointWriter writer,
    AuditLog audit,
    GovernedExecutor road,
    IEnumerable<INoticeBoard> boards,
    IOptions<AuditOptions> options,
    TimeProvider time,
    ILogger<CheckpointWork> logger) : BackgroundService
{
    private static readonly Caller Keeper = new(CallerKind.Schedule, "audit-keeper", "The keeping of the record", AccessLevel.Owner);

    private AuditVerification? _told;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What happened since the last one is signed too, before the key is put away.
        await TryAsync(() => SignAsync(cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var walked = time.GetUtcNow();
            using var timer = new PeriodicTimer(options.Value.CheckpointEvery, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(() => SignAndPostAsync(stoppingToken));
                if (time.GetUtcNow() - walked < options.Value.VerifyEvery)
                    continue;
                walked = time.GetUtcNow();
                await TryAsync(() => WalkAsync(stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start begins to count anew.
        }
    }

    private async Task SignAndPostAsync(CancellationToken cancellationToken)
    {
        if (await SignAsync(cancellationToken) is { } checkpoint)
            await PostAsync(NoticeTopic.Audit, AuditCards.Checkpoint(checkpoint), cancellationToken);
    }

    private async Task<AuditCheckpoint?> SignAsync(CancellationToken cancellationToken)
    {
        var (checkpoint, isNew, fault) = await writer.SignAsync(cancellationToken);
        if (fault is not null)
            await TellAsync(fault, cancellationToken);
        return isNew ? checkpoint : null;
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        var found = await audit.VerifyAsync(cancellationToken);
        if (!found.Valid)
            await TellAsync(found, cancellationToken);
        else if (options.Value.SealAfter is { } age)
            await SealAsync(time.GetUtcNow() - age, cancellationToken);
    }

    private async Task SealAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var request = OperationRequest.Create(
            "audit.seal", JsonElement.Parse($$"""{"before":"{{before:O}}"}"""), Keeper, Door.Schedule, time);
        if (await road.ExecuteAsync(request, null, cancellationToken) is OperationOutcome.Done { Result.Card: { } card })
            LogSealed(card.Title);
    }

    private async Task TellAsync(AuditVerification found, CancellationToken cancellationToken)
    {
        LogBroken(found.Problem ?? "");
        if (found == _told)
            return;
        _told = found;
        await PostAsync(NoticeTopic.Alerts, AuditCards.Verification(found), cancellationToken);
    }

    private async Task PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
    {
        foreach (var board in boards)
            await board.PostAsync(topic, card, cancellationToken);
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One time that failed is no reason to sign never again.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit chain does not hold: {Problem}")]
    private partial void LogBroken(string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Sealed}")]
    private partial void LogSealed(string @sealed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit chain could not be signed, walked or sealed")]
    private partial void LogFailed(Exception exception);
}
