using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Status;

/// <summary>Asks every part of the house at once how it stands, and waits for none of them long.</summary>
internal sealed partial class StatusOperation(
    IEnumerable<IStatusSource> sources, IOptions<FleetOptions> options, TimeProvider time, ILogger<StatusOperation> logger)
{
    /// <summary>For a source to say what it was waiting for when its time was up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    [Operation("status", Slash = "status", Toolset = "fleet")]
    [Description("Shows how the host, the containers and the bot itself are doing")]
    public async Task<OperationResult<StatusReport>> ShowAsync(CancellationToken cancellationToken)
    {
        var sections = await Task.WhenAll(sources.OrderBy(source => source.Order).Select(source => ReadAsync(source, cancellationToken)));
        var concerns = sections.SelectMany(section => section.Section.Concerns).ToArray();
        var report = new StatusReport(
            sections.Select(section => section.Section.Severity).DefaultIfEmpty(CardSeverity.Good).MaxBy(Weight),
            concerns,
            Version,
            Math.Round(Uptime().TotalSeconds),
            [.. sections.Select(section => new StatusReportSection(section.Name, section.Section.Severity, section.Section.Text, section.Section.Figures))]);
        return OperationResult.Of(report, Draw(report));
    }

    private static string Version { get; } =
        typeof(StatusOperation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private TimeSpan Uptime()
    {
        using var process = Process.GetCurrentProcess();
        return time.GetUtcNow() - process.StartTime.ToUniversalTime();
    }

    private async Task<(string Name, StatusSection Section)> ReadAsync(IStatusSource source, CancellationToken cancellationToken)
    {
        var patience = options.Value.StatusTimeout;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var reading = ReadOrExplainAsync(source, either.Token);
        try
        {
            return (source.Name, await reading.WaitAsync(patience + Grace, time, cancellationToken));
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (source.Name, Concern($"No answer in {patience.TotalMilliseconds:0} ms.", $"{source.Name} did not answer in time."));
        }
    }

    /// <summary>Never fails but by cancellation, so that a reading which comes too late has nothing left to say.</summary>
    private async Task<StatusSection> ReadOrExplainAsync(IStatusSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(cancellationToken);
        }
        catch (OperationException exception)
        {
            return Concern(exception.Message, $"{source.Name} cannot be read.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One broken part must not hide the others; it stays loud in the log.
            LogBroken(exception, source.Name);
            return Concern("It could not be read; the log says why.", $"{source.Name} cannot be read.");
        }
    }

    private static StatusSection Concern(string text, string concern) => new(CardSeverity.Warning, text) { Concerns = [concern] };

    private static Card Draw(StatusReport report) => new()
    {
        Title = report.Concerns.Count switch
        {
            0 => "All is well",
            1 => "One thing needs a look",
            var count => $"{count} things need a look",
        },
        Severity = report.Severity,
        Text = report.Concerns.Count > 0 ? string.Join('\n', report.Concerns.Select(concern => $"⚠️ {concern}")) : null,
        Fields = [.. report.Sections.Select(section => new CardField(section.Name, section.Text))],
        Footer = $"HydraBot {report.Version} · up {Units.Duration(TimeSpan.FromSeconds(report.UptimeSeconds))}",
        Spoken = report.Concerns.Count == 0 ? "All is well." : string.Join(' ', report.Concerns).Replace("`", "", StringComparison.Ordinal),
    };

    /// <summary>Waiting for somebody colours the whole only while nothing is wrong.</summary>
    private static int Weight(CardSeverity severity) => severity switch
    {
        CardSeverity.Bad => 4,
        CardSeverity.Warning => 3,
        CardSeverity.Waiting => 2,
        CardSeverity.Good => 1,
        _ => 0,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The status of {Source} could not be read")]
    private partial void LogBroken(Exception exception, string source);
}
