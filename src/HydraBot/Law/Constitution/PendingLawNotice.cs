using HydraBot.Governance.Operations;

namespace HydraBot.Law.Constitution;

/// <summary>Tells people at start that a changed law waits for them.</summary>
internal sealed partial class PendingLawNotice(AdoptedLaw laws, IEnumerable<INoticeBoard> boards, ILogger<PendingLawNotice> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (laws.Pending is not { } pending)
            return;
        var view = new PendingLawView(laws.InForce.Sha256, pending.Sha256, pending.Version, LawComparison.Of(laws.InForce, pending));
        LogPending(pending.Sha256, laws.InForce.Sha256);
        foreach (var board in boards)
            await board.PostAsync(NoticeTopic.Alerts, AdoptionOperations.Draw(view), stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The law on disk ({Pending}) is not the one in force ({InForce}); an Owner confirms it with /constitution adopt")]
    private partial void LogPending(string pending, string inForce);
}
