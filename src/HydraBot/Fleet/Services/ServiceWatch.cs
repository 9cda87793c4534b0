using System.Collections.Concurrent;
using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Metrics;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Audit;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Services;

/// <summary>Looks at each service in its own interval, keeps how long it took, and speaks up when it fails again and again.</summary>
internal sealed partial class ServiceWatch(
    ServiceProbe probe, AlertDesk alerts, MetricStore metrics, SecretMask mask, IOptions<FleetOptions> options, TimeProvider time, ILogger<ServiceWatch> logger) : BackgroundService
{
    private const string Topic = "Services", Source = "services";

    private readonly ConcurrentDictionary<string, ServiceState> _states = new(StringComparer.Ordinal);

    /// <summary>Each service as it was seen last, by name.</summary>
    public IReadOnlyList<ServiceState> States => [.. options.Value.Services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => StateOf(service.Key, service.Value))];

    /// <summary>Looks at one now.</summary>
    public async Task<ServiceState> LookAsync(string name, CancellationToken cancellationToken)
    {
        var service = options.Value.Services[name];
        var reading = await probe.LookAsync(service, cancellationToken);
        var before = StateOf(name, service);
        var failures = reading.Up ? 0 : before.Failures + 1;
        var state = before with
        {
            Up = reading.Up,
            Milliseconds = reading.Milliseconds,
            Trouble = reading.Trouble is null ? null : mask.Apply(reading.Trouble),
            Failures = failures,
            Expires = reading.Expires,
            Since = before.Up == reading.Up ? before.Since : time.GetUtcNow(),
            IsDown = failures >= service.Failures,
            IsEnding = reading.Expires is { } until && (until - time.GetUtcNow()).TotalDays <= service.WarnDays,
        };
        _states[name] = state;
        var values = new List<KeyValuePair<string, double>> { new($"service/{name}/up", reading.Up ? 100 : 0), new($"service/{name}/errors", reading.Up ? 0 : 100) };
        if (reading.Up)
            values.Add(new KeyValuePair<string, double>($"service/{name}/latency", reading.Milliseconds));
        await metrics.AddAsync(values, cancellationToken);
        await TellAsync(service, before, state, cancellationToken);
        return state;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(options.Value.Services.Select(service => time.RoundsAsync(
        service.Value.Interval, token => LookAsync(service.Key, token), exception => LogFailed(service.Key, exception), restFirst: false, stoppingToken)));

    private async Task TellAsync(ServiceOptions service, ServiceState before, ServiceState now, CancellationToken cancellationToken)
    {
        var key = $"service:{now.Name}";
        if (now.IsDown && !before.IsDown)
            await alerts.RaiseAsync(new AlertSignal(key, Source, Topic, service.Severity, $"`{now.Name}` is down", $"{now.Kind} {now.Target}: {now.Trouble}; {now.Failures} times in a row."), cancellationToken);
        // The first good look after a start clears what the house before this one told.
        else if (now.Up == true && before.Up != true)
            await alerts.ClearAsync(key, before.Since is { } since ? $"It answers again, after {Units.Duration(time.GetUtcNow() - since)}." : "It answers.", cancellationToken);

        if (now.Expires is not { } until)
            return;
        var left = until - time.GetUtcNow();
        if (now.IsEnding && !before.IsEnding && left > TimeSpan.Zero)
            await alerts.RaiseAsync(new AlertSignal($"certificate:{now.Name}", Source, Topic, AlertSeverity.Warning, $"The certificate of `{now.Name}` ends soon", $"On {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, in {Units.Duration(left)}."), cancellationToken);
        else if (!now.IsEnding && (before.IsEnding || before.Expires is null))
            await alerts.ClearAsync($"certificate:{now.Name}", $"It was renewed: it ends on {until.UtcDateTime:yyyy-MM-dd}.", cancellationToken);
    }

    private ServiceState StateOf(string name, ServiceOptions service) => _states.TryGetValue(name, out var state)
        ? state
        : new ServiceState(name, service.Kind!.Value, Shown(service), null, null, null, 0, null, null);

    /// <summary>Of a connection string the machine and the database, of an address all but what may be a key.</summary>
    private string Shown(ServiceOptions service) => service.Kind == ServiceKind.Postgres
        ? new Npgsql.NpgsqlConnectionStringBuilder(service.Target) is var known ? $"{known.Host}:{known.Port}/{known.Database}" : ""
        : mask.Apply(service.Kind == ServiceKind.Http ? new Uri(service.Target!).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : service.Target!);

    [LoggerMessage(Level = LogLevel.Error, Message = "The service {Service} could not be looked at")]
    private partial void LogFailed(string service, Exception exception);
}
