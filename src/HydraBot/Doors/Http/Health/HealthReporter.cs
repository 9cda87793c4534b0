using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Doors.Http.Health;

/// <summary>Asks every health check, at most once a second however often the page is called, since anybody may call it.</summary>
internal sealed class HealthReporter(HealthCheckService checks, HouseUptime uptime, SecretMask mask, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private (HealthAnswer Answer, long At)? _last;

    public async Task<HealthAnswer> ReportAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) >= Fresh)
                _last = last = (Answer(await checks.CheckHealthAsync(cancellationToken)), time.GetTimestamp());
            return last.Answer;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private HealthAnswer Answer(HealthReport report) => new(
        Word(report.Status),
        HouseVersion.Current,
        Math.Round(uptime.Value.TotalSeconds, 1),
        report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new HealthCheckAnswer(Word(entry.Value.Status), mask.Apply(entry.Value.Description ?? entry.Value.Exception?.Message ?? "")),
            StringComparer.Ordinal));

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
