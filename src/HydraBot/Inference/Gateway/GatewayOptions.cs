namespace HydraBot.Inference.Gateway;

/// <summary>Section <c>Inference:Gateway</c>: what programs may use through <c>/v1</c>.</summary>
internal sealed class GatewayOptions
{
    /// <summary>The largest request in MiB: pictures travel in it.</summary>
    public int MaxRequestMb { get; set; } = 32;

    /// <summary>For every key that has none of its own.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>By the name of the key in <c>Api:Keys</c>.</summary>
    public Dictionary<string, LimitOptions> Keys { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What one key may use; 0 is no limit.</summary>
internal sealed class LimitOptions
{
    public int RequestsPerMinute { get; set; }

    public int TokensPerMinute { get; set; }

    /// <summary>Requests at once.</summary>
    public int Concurrent { get; set; }

    /// <summary>Read and written, from midnight to midnight UTC.</summary>
    public long TokensPerDay { get; set; }

    /// <summary>US dollars from midnight to midnight UTC.</summary>
    public decimal DollarsPerDay { get; set; }

    /// <summary>The models that it may name, with <c>*</c> for any letters; all of them where none is set.</summary>
    public IList<string> Models { get; set; } = [];
}
