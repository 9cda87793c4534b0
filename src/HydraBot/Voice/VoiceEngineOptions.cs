using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HydraBot.Speech.Wyoming;

namespace HydraBot.Voice;

/// <summary>Section <c>Voice:Wake</c>.</summary>
internal sealed class WakeOptions
{
    /// <summary>Wake words whose heads are in the models' folder; a name is the words, and a file of your own is <c>words=path</c>.</summary>
    public IList<string> Words { get; set; } = [];

    /// <summary>The score from which on a wake word counts.</summary>
    [Range(0.05, 0.99)]
    public float Threshold { get; set; } = 0.5f;

    /// <summary>Steps of 80 ms in a row that must reach it.</summary>
    [Range(1, 5)]
    public int Patience { get; set; } = 1;

    public IReadOnlyList<string> Effective() => Words.Count > 0 ? [.. Words] : ["hey jarvis"];
}

/// <summary>Section <c>Voice:OpenAi</c>: an OpenAI-compatible speech server.</summary>
internal sealed class SpeechEndpointOptions
{
    public string? Url { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>The model that transcribes; with one, the server is asked first.</summary>
    public string? TranscriptionModel { get; set; }

    /// <summary>The model that speaks; with one, the server is asked first.</summary>
    public string? SpeechModel { get; set; }

    public string SpeechVoice { get; set; } = "af_heart";

    public bool HasUrl => Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal);
}

/// <summary>Section <c>Voice:Wyoming</c>: Home Assistant's speech servers, as host:port.</summary>
internal sealed class WyomingOptions
{
    public string? Recognition { get; set; }

    public string? Synthesis { get; set; }

    public string? Voice { get; set; }

    public static bool TryRead(string? address, [NotNullWhen(true)] out WyomingServer? server)
    {
        var colon = address?.LastIndexOf(':') ?? -1;
        server = colon > 0 && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new WyomingServer(address![..colon], port) : null;
        return server is not null;
    }
}

/// <summary>Section <c>Voice:Flite</c>: the offline voice.</summary>
internal sealed class FliteOptions
{
    /// <summary>slt, rms, awb or kal16.</summary>
    public string Voice { get; set; } = "slt";

    /// <summary>The voice of espeak-ng, which is asked when flite is missing.</summary>
    public string Espeak { get; set; } = "en-us";
}

/// <summary>Section <c>Voice:Feedback</c>: what the house says by itself.</summary>
internal sealed class FeedbackOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>From this time of the day on it says nothing by itself; none where it is not set.</summary>
    public string? QuietFrom { get; set; }

    public string? QuietTo { get; set; }

    /// <summary>What could not be said for so long is left unsaid.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(45);

    public string? Problem => (QuietFrom is null) != (QuietTo is null) || (QuietFrom is not null && (!Time(QuietFrom, out _) || !Time(QuietTo, out _)))
        ? $"Voice:Feedback:QuietFrom is '{QuietFrom}' and QuietTo is '{QuietTo}'; allowed are both as hours:minutes, such as 22:00 and 07:00, or neither." : null;

    public bool IsQuiet(DateTimeOffset local)
    {
        if (!Time(QuietFrom, out var from) || !Time(QuietTo, out var to))
            return false;
        var now = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return now.IsBetween(from, to);
    }

    private static bool Time(string? text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
