namespace HydraBot.Memory.Documents.Pages;

/// <summary>Section <c>Memory:Pages</c>: documents that are fetched from an address.</summary>
internal sealed class PageOptions
{
    /// <summary>The largest page, unpacked.</summary>
    public int MaxBytes { get; set; } = 2_000_000;

    /// <summary>For all of it, redirects and reading included.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Hosts of private networks or of this machine that may be read, as <c>host</c> or <c>host:port</c>.</summary>
    public IList<string> PrivateHosts { get; } = [];

    public IEnumerable<string> Problems()
    {
        if (MaxBytes is < 1_000 or > 50_000_000)
            yield return $"Memory:Pages:MaxBytes is '{MaxBytes}'; allowed is 1000 to 50000000.";
        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromMinutes(4))
            yield return $"Memory:Pages:TimeLimit is '{TimeLimit}'; allowed is 00:00:01 to 00:04:00.";
        foreach (var (place, host) in PrivateHosts.Index())
        {
            if (!Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.AbsolutePath != "/" || host.Contains('/', StringComparison.Ordinal))
                yield return $"Memory:Pages:PrivateHosts:{place} is '{host}'; allowed is a host, with its port where only that may be read, such as wiki.lan or 10.0.0.5:8080.";
        }
    }

    /// <summary>True for a host that the settings name.</summary>
    public bool Names(string host, int port) => PrivateHosts.Any(named =>
        string.Equals(named, host, StringComparison.OrdinalIgnoreCase) || string.Equals(named, $"{host}:{port}", StringComparison.OrdinalIgnoreCase));
}
