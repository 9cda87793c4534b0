using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Sql;
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
        if (url.TrimStart().StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            // curl takes what stands in brackets for a pattern.
            shell.Paths.Judge(findings, Patterns().Replace(url.Trim(), Mark.Star.ToString()), PathUse.Read, null);
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
        if (port == 8123)
            Statements(path, body, shell);
        if (LeadsToLevers(path, Uri.UnescapeDataString(Encodings.Escapes(body)), reads) is { } fact)
            findings.Add(fact, $"{method} {Mark.Show(url)}");
        if (IsLoopback(host) && port is 2375 or 2376 && !reads)
            findings.Add(FactNames.ContainerEscape, "gives orders to the container engine itself");
        // Ports and paths of stores and search engines: what they hold is deleted by its address alone.
        if (method.Equals("DELETE", StringComparison.OrdinalIgnoreCase) && (port is 9200 or 9201 or 5984 or 6333 or 8086 || path.StartsWith("/_all", StringComparison.Ordinal)) || (!reads && path.Contains("/_delete_by_query", StringComparison.Ordinal)))
            findings.Add(FactNames.DatabaseDelete, $"{method} {Mark.Show(url)}", path.Trim('/'));
        if (IsHere(host) && port == shell.Places.ApiPort && reads)
            return;
        findings.Add(FactNames.NetworkUse, $"{method} {Mark.Show(url)}");
    }

    /// <summary>What ClickHouse is told by its own port: in the address, or as the body.</summary>
    private static void Statements(string path, string body, ShellReader shell)
    {
        foreach (var text in path.Split("query=").Skip(1).Select(text => text.Split('&')[0].Replace('+', ' ')).Append(body))
            SqlReader.Read(text, null, SqlDialect.Unknown, shell, new ShellScope());
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
        var rest = text[scheme.Length..];
        if (!scheme.Success && !BareHost().IsMatch(rest))
            return default;
        var authority = rest.Split('/', '?', '#')[0];
        var path = rest[authority.Length..].Split('#')[0];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = scheme.Value.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? 443 : 80;
        var colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']') && int.TryParse(authority[(colon + 1)..], CultureInfo.InvariantCulture, out var given))
            (port, authority) = (given, authority[..colon]);
        return (Host(LookAlikes.Fold(Uri.UnescapeDataString(authority))), port, Plain(path));
    }

    private static string Plain(string path)
    {
        var plain = path;
        for (var turn = 0; turn < 3 && plain.Contains('%', StringComparison.Ordinal); turn++)
            plain = Uri.UnescapeDataString(plain);
        var parts = plain.ToLowerInvariant().Split('?', 2);
        var folders = $"/{string.Join('/', PathText.Components(parts[0]))}{(parts[0].EndsWith('/') ? "/" : "")}";
        return parts.Length > 1 ? $"{folders}?{parts[1]}" : folders;
    }

    private static string Host(string authority)
    {
        var host = authority.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        if (host.Contains(':', StringComparison.Ordinal) && Uri.TryCreate($"http://[{host}]/", UriKind.Absolute, out var plain))
            host = plain.Host.Trim('[', ']');
        if (host.StartsWith("::ffff:", StringComparison.Ordinal))
            host = host[7..];
        if (Number(host) is { } number)
        {
            Span<byte> parts = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(parts, number);
            return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[3]}");
        }

        return host;
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
        if (text.StartsWith('0') && text.All(sign => sign is >= '0' and <= '7'))
            return Convert.ToUInt64(text, 8);
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Certainly this machine; what only looks like it may be anybody's name.</summary>
    private static bool IsHere(string host) => host is "localhost" or "::1" or "::" or "0.0.0.0" or "host.docker.internal" || (host.StartsWith("127.", StringComparison.Ordinal) && Number(host) is not null);

    private static bool IsLoopback(string host) =>
        host is "localhost" or "0.0.0.0" or "::1" or "::" or "host.docker.internal" || host.StartsWith("127.", StringComparison.Ordinal) || host.EndsWith(".localhost", StringComparison.Ordinal)
        || host.StartsWith("localhost.", StringComparison.Ordinal) || host.Contains("127.0.0.1", StringComparison.Ordinal);

    private static bool IsMetadata(string host) =>
        host.StartsWith("169.254.", StringComparison.Ordinal) || host is "metadata.google.internal" or "metadata" or "metadata.goog" or "100.100.100.200" or "fd00:ec2::254" or "192.0.0.192" or "instance-data"
        || host.Contains("169.254.169.254", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:(?i:https?):/+|[a-zA-Z][a-zA-Z0-9+.-]*:/{2,})")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?:[^/\s]*@)?(?:localhost|\[[0-9a-fA-F:.]+\]|[\w-]+(?:\.[\w-]+)+|\d+|0x[0-9a-fA-F]+)(?::\d+)?(?:[/?#]|$)")]
    private static partial Regex BareHost();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]")]
    private static partial Regex Patterns();

    [GeneratedRegex(@"/approvals(?:/|\?|$)|/interactions(?:/|\?|$)|/reactions/|operations/approval\.")]
    private static partial Regex ApprovalPath();
}
