using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Serilog.Events;

namespace HydraBot.Hosting.Logging;

/// <summary>The section <c>Serilog</c>.</summary>
internal sealed class LogOptions
{
    public const string Section = "Serilog";

    /// <summary>From which level on an event is written.</summary>
    public LogLevelOptions MinimumLevel { get; set; } = new();

    /// <summary>The rolling files.</summary>
    [ValidateObjectMembers]
    public LogFileOptions File { get; set; } = new();
}

/// <summary>Levels under Serilog's own names.</summary>
internal sealed class LogLevelOptions
{
    public LogEventLevel Default { get; set; } = LogEventLevel.Information;

    /// <summary>Another level for what begins with a name, such as <c>Microsoft.AspNetCore</c>.</summary>
    public Dictionary<string, LogEventLevel> Override { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.AspNetCore"] = LogEventLevel.Warning,
        ["Microsoft.Extensions"] = LogEventLevel.Warning,
        ["Microsoft.Extensions.Diagnostics.HealthChecks"] = LogEventLevel.Fatal,
        ["Microsoft.Hosting"] = LogEventLevel.Warning,
        // A client's mistake is answered to the client; what is ours is in the road's own log.
        ["ModelContextProtocol"] = LogEventLevel.Fatal,
        ["System.Net.Http"] = LogEventLevel.Warning,
    };
}

/// <summary>Compact JSON in the folder <c>logs</c> of the storage path, a file a day.</summary>
internal sealed class LogFileOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>How many files are kept.</summary>
    [Range(1, 3650)]
    public int Retained { get; set; } = 14;

    /// <summary>A file that grows past this is followed by another of the same day.</summary>
    [Range(1, 10_240)]
    public int SizeLimitMb { get; set; } = 64;
}

[OptionsValidator]
internal sealed partial class LogOptionsValidator : IValidateOptions<LogOptions>;
