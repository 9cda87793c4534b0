using System.Net;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Keys;

/// <summary>
/// Tells the audit chain of wrong keys: the first at once, what follows within a minute as one entry, so that an attacker can neither hide nor
/// fill the log.
/// </summary>
internal sealed partial class DeniedKeysReport(DeniedKeys denied, IAuditLog audit, AuditScribe scribe, TimeProvider time, ILogger<DeniedKeysReport> logger)
    : BackgroundService
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await denied.Attempts.WaitToReadAsync(stoppingToken))
            {
                await ReportAsync();
                await Task.Delay(Window, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await ReportAsync();
        }
    }

    private async Task ReportAsync()
    {
        var attempts = new Dictionary<IPAddress, int>();
        DeniedKey? first = null;
        while (denied.Attempts.TryRead(out var attempt))
        {
            first ??= attempt;
            attempts[attempt.Address] = attempts.GetValueOrDefault(attempt.Address) + 1;
        }

        if (first is not { } known)
            return;
        var text = Describe(attempts, denied.TakeOverflow());
        LogDenied(text);
        try
        {
            // Written even while the house stops: an attack must not end with the record of it.
            await audit.AppendAsync(scribe.At(Door.Http, AuditKind.Denied, null, known.CorrelationId, "wrong key", text), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Nobody waits for this entry, and the guard goes on refusing without it.
            LogUnwritten(exception);
        }
    }

    private static string Describe(Dictionary<IPAddress, int> attempts, int overflow)
    {
        var (shown, all) = (attempts.OrderByDescending(pair => pair.Value).Take(10).Select(pair => $"{pair.Key} ({pair.Value})"), attempts.Values.Sum() + overflow);
        var rest = attempts.Count > 10 ? $" and {attempts.Count - 10} more addresses" : "";
        return $"{all} request{(all == 1 ? "" : "s")} with a wrong key from {string.Join(", ", shown)}{rest}.";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Attempts}")]
    private partial void LogDenied(string attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Wrong keys could not be written to the audit chain")]
    private partial void LogUnwritten(Exception exception);
}
