using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Text;

namespace HydraBot.Governance.Readers.Http;

/// <summary>Where a request really goes: the host behind user names, odd numbers and encodings (WHATWG URL, RFC 3986).</summary>
internal static partial class HttpTarget
{
    /// <summary>Says what a request to this address means.</summary>
    public static void Judge(string url, string method, ShellReader shell, string body = "")
    {
        var findings = shell.Findings;
        if (Mark.IsConfidential(url) || shell.Context.HoldsSecret(url))
            findings.Add(FactNames.SecretSend, "puts a secret, or what looks like one, into an address");
        if (url.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            shell.Paths.Judge(findings, url, Paths.PathUse.Read, null);
            return;
        }

        var (host, port, path) = Parts(LookAlikes.Fold(url));
        if (host is null)
        {
            // A name without dots is one all the same to those who look it up.
            if (IsMetadata(LookAlikes.FoldCase(url).Split('/', ':')[0]))
                findings.Add(FactNames.NetworkForbidden, $"reaches {url}, where a cloud hands out credentials");
            findings.Add(FactNames.NetworkUse, $"reaches {Mark.Show(url)}");
            return;
        }

        var reads = method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS";
        if (IsMetadata(host))
            findings.Add(FactNames.NetworkForbidden, $"reaches {host}, where a cloud hands out credentials");
        if (LeadsToLevers(path, body, reads) is { } fact)
            findings.Add(fact, $"{method} {Mark.Show(url)}");
        if (IsLoopback(host) && port is 2375 or 2376 && !reads)
            findings.Add(FactNames.ContainerEscape, "gives orders to the container engine itself");
        // Ports and paths of search engines: an index is deleted by its address alone.
        if (method.Equals("DELETE", StringComparison.OrdinalIgnoreCase) && (port is 9200 or 9201 || path.StartsWith("/_all", StringComparison.Ordinal)))
            findings.Add(FactNames.DatabaseDelete, $"{method} {Mark.Show(url)}", path.Trim('/'));
        if (IsHere(host) && port == shell.Places.ApiPort && reads)
            return;
        findings.Add(FactNames.NetworkUse, $"{method} {Mark.Show(url)}");
    }

    private static string? LeadsToLevers(string path, string body, bool reads)
    {
        if (path.Contains("emergency/resume", StringComparison.Ordinal) || path.Contains("emergency.resume", StringComparison.Ordinal) || (!reads && body.Contains("emergency.resume", StringComparison.OrdinalIgnoreCase)))
            return FactNames.StopResume;
        if (path.Contains("/emulator/members", StringComparison.Ordinal))
            return FactNames.SecretRead;
        if (!reads && (ApprovalPath().IsMatch(path) || body.Contains("approval:", StringComparison.Ordinal)))
            return FactNames.ApprovalDecide;
        return null;
    }

    /// <summary>Host in its plainest form, port, and path decoded and in lower case.</summary>
    public static (string? Host, int Port, string Path) Parts(string url)
    {
        var text = url.Trim().Replace('\\', '/');
        var scheme = Scheme().Match(text);
        var rest = scheme.Success ? text[scheme.Length..] : text;
        if (!scheme.Success && !BareHost().IsMatch(rest))
            return (null, 0, "");
        var end = rest.AsSpan().IndexOfAny("/?#");
        var authority = end < 0 ? rest : rest[..end];
        var path = end < 0 ? "/" : rest[end..].Split('#')[0];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = scheme.Value.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? 443 : 80;
        var colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']') && int.TryParse(authority[(colon + 1)..], CultureInfo.InvariantCulture, out var given))
            (port, authority) = (given, authority[..colon]);
        return (Host(Uri.UnescapeDataString(authority)), port, Plain(path));
    }

    private static string Plain(string path)
    {
        var plain = path;
        for (var turn = 0; turn < 3 && plain.Contains('%', StringComparison.Ordinal); turn++)
            plain = Uri.UnescapeDataString(plain);
        return Slashes().Replace(plain.ToLowerInvariant().Replace("/./", "/", StringComparison.Ordinal), "/");
    }

    private static string Host(string authority)
    {
        var host = authority.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        if (Number(host) is { } number)
            return string.Create(CultureInfo.InvariantCulture, $"{number >> 24 & 255}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        return Mapped().Match(host) is { Success: true } mapped ? Host(mapped.Groups[1].Value) : LongLoopback().IsMatch(host) ? "::1" : host;
    }

    /// <summary>IPv4 as inet_aton takes it: one to four numbers, decimal, octal or hexadecimal.</summary>
    private static uint? Number(string host)
    {
        var parts = host.Split('.');
        if (parts.Length > 4)
            return null;
        ulong value = 0;
        for (var at = 0; at < parts.Length; at++)
        {
            if (One(parts[at]) is not { } part)
                return null;
            if (at < parts.Length - 1)
                value = (value << 8) | (part & 255);
            else
                value = (value << (8 * (5 - parts.Length))) | part;
        }

        return (uint)value;
    }

    private static ulong? One(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex) ? hex : text.Length == 2 ? 0 : null;
        if (text.Length > 1 && text[0] == '0' && text.All(sign => sign is >= '0' and <= '7'))
            return Convert.ToUInt64(text, 8);
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Certainly this machine; what only looks like it may be anybody's name.</summary>
    private static bool IsHere(string host) => host is "localhost" or "::1" or "::" or "0.0.0.0" or "host.docker.internal" || (host.StartsWith("127.", StringComparison.Ordinal) && Number(host) is not null);

    private static bool IsLoopback(string host) =>
        host is "localhost" or "0.0.0.0" or "::1" or "::" or "host.docker.internal" || host.StartsWith("127.", StringComparison.Ordinal) || host.EndsWith(".localhost", StringComparison.Ordinal)
        || host.StartsWith("localhost.", StringComparison.Ordinal) || host.Contains("127.0.0.1", StringComparison.Ordinal);

    private static bool IsMetadata(string host) =>
        host.StartsWith("169.254.", StringComparison.Ordinal) || host is "metadata.google.internal" or "metadata" or "metadata.goog" or "100.100.100.200" or "fd00:ec2::254" or "192.0.0.192"
        || host.Contains("169.254.169.254", StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9+.-]*:/{2,}")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?:[^/\s]*@)?(?:localhost|\[[0-9a-fA-F:.]+\]|[\w-]+(?:\.[\w-]+)+|\d+|0x[0-9a-fA-F]+)(?::\d+)?(?:[/?#]|$)")]
    private static partial Regex BareHost();

    [GeneratedRegex(@"^(?:0*:){2,6}ffff:(\d+\.\d+\.\d+\.\d+)$")]
    private static partial Regex Mapped();

    [GeneratedRegex("^(?:0*:)+0*1$")]
    private static partial Regex LongLoopback();

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();

    [GeneratedRegex(@"/approvals(?:/|\?|$)|/interactions(?:/|\?|$)|/reactions/|operations/approval\.")]
    private static partial Regex ApprovalPath();
}
