using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Audit;

namespace HydraBot.Inference.Usage;

/// <summary>
/// Brings what was used to the table, many calls at once, and tells the audit chain once a minute what each pass was used for: the grant
/// stands there already, this is its outcome in figures.
/// </summary>
internal sealed partial class LedgerWriter(UsageLedger ledger, IServiceProvider services, IAuditLog audit, AuditScribe scribe, TimeProvider time, ILogger<LedgerWriter> logger)
    : BackgroundService
{
    private const int MostRows = 500;

    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Told = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly Dictionary<Guid, (Clearance Pass, DayTotal Used, SortedSet<string> Models)> _untold = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<UsageStore>() is { } store)
        {
            var day = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
            foreach (var (scope, used) in await store.UsedSinceAsync(day, cancellationToken))
                ledger.Add(scope, DateOnly.FromDateTime(day.UtcDateTime), used);
            await store.ForgetAsync(time.GetUtcNow() - Kept, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = time.GetTimestamp();
        try
        {
            while (true)
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                pause.CancelAfter(Told);
                try
                {
                    // One transaction for half a second of calls: a row at a time would cost more than the calls.
                    await ledger.Rows.WaitToReadAsync(pause.Token);
                    await Task.Delay(Gathered, time, stoppingToken);
                    await WriteAsync(stoppingToken);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // A minute without a call.
                }

                if (_untold.Count > 0 && time.GetElapsedTime(told) >= Told)
                {
                    await TellAsync();
                    told = time.GetTimestamp();
                }

                ledger.Forget();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was used is written down while the house stops, too.
            await WriteAsync(CancellationToken.None);
            await TellAsync();
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = new List<UsageRow>();
            while (rows.Count < MostRows && ledger.Rows.TryRead(out var row))
                rows.Add(row);
            if (rows.Count == 0)
                return;
            foreach (var row in rows)
                Remember(row);
            await StoreAsync(rows, cancellationToken);
        }
    }

    private async Task StoreAsync(List<UsageRow> rows, CancellationToken cancellationToken)
    {
        if (services.GetService<UsageStore>() is not { } store)
            return;
        try
        {
            await store.AddAsync(rows, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nobody waits for these rows, and calls go on without them; the chain still gets their figures.
            LogUnwritten(exception, rows.Count);
        }
    }

    private void Remember(UsageRow row)
    {
        // Conversations go down the road one by one and tell their own outcome.
        if (row.Clearance.Operation != Gateway.GatewayOperation.Name)
            return;
        if (!_untold.TryGetValue(row.Clearance.RequestId, out var sum))
            sum = (row.Clearance, default, []);
        if (row.Report.Model.Length > 0)
            sum.Models.Add($"{row.Report.Endpoint}/{row.Report.Model}");
        _untold[row.Clearance.RequestId] = sum with { Used = sum.Used.Plus(row.Report.Tokens.Total, row.Report.Cost) };
    }

    private async Task TellAsync()
    {
        foreach (var (pass, used, models) in _untold.Values)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{used.Requests} requests, {used.Tokens} tokens, ${used.Cost:0.######}, by {(models.Count == 0 ? "no model" : string.Join(", ", models))}");
            try
            {
                await audit.AppendAsync(scribe.About(pass, AuditKind.Outcome, "served", text), CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogUntold(exception, text);
            }
        }

        _untold.Clear();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rows} calls of language models could not be written to the ledger")]
    private partial void LogUnwritten(Exception exception, int rows);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit chain could not be told of: {Used}")]
    private partial void LogUntold(Exception exception, string used);
}
