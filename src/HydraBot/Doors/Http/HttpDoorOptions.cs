using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http;

/// <summary>The section <c>Api</c>.</summary>
internal sealed class HttpDoorOptions
{
    public const string Section = "Api";

    /// <summary>Where the door listens.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8700";

    /// <summary>How it is reached from this machine, also where it listens on all addresses.</summary>
    public Uri Here => new(Url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "[::1]", StringComparison.Ordinal));

    /// <summary>Bearer keys by name.</summary>
    public Dictionary<string, HttpKeyOptions> Keys { get; set; } = [];
}

/// <summary>One bearer key.</summary>
internal sealed class HttpKeyOptions
{
    /// <summary>What the program sends; at least 16 characters.</summary>
    public string Token { get; set; } = "";

    /// <summary>What it may do.</summary>
    public AccessLevel Access { get; set; }

    /// <summary>Patterns of the only operations that the key may ask for; all that its level allows where it is left out.</summary>
    public IList<string> Operations { get; set; } = [];
}
