using System.Text;

namespace HydraBot.Sandbox.Egress;

/// <summary>What a client asks of the proxy.</summary>
/// <param name="Host">Where to.</param>
/// <param name="Port">Its port.</param>
/// <param name="Forwarded">What goes on to the host: a plain request in origin form, one to a connection; null for a tunnel.</param>
internal sealed record ProxyRequest(string Host, int Port, byte[]? Forwarded)
{
    /// <summary>Reads the head of a request (RFC 9112); null when it is none that a proxy takes.</summary>
    public static ProxyRequest? Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
            return null;
        if (method == "CONNECT")
        {
            return Uri.TryCreate($"tcp://{target}", UriKind.Absolute, out var place) && place is { Port: > 0, PathAndQuery: "/" or "", UserInfo: "" }
                ? new ProxyRequest(place.Host, place.Port, null)
                : null;
        }

        if (!Uri.TryCreate(target, UriKind.Absolute, out var address) || address.Scheme != "http" || address.UserInfo.Length > 0)
            return null;

        // The connection is for this host alone: what comes behind on it goes there too, so it is closed after one answer.
        var kept = lines.Skip(1).Where(line => !Named(line, "proxy-connection") && !Named(line, "connection") && !Named(line, "host") && !Named(line, "proxy-authorization"));
        var head = string.Join("\r\n", [$"{method} {address.PathAndQuery} HTTP/1.1", $"Host: {address.Authority}", .. kept, "Connection: close", "", ""]);
        return new ProxyRequest(address.Host, address.Port, [.. Encoding.Latin1.GetBytes(head), .. bytes.AsSpan(end + 4)]);
    }

    private static bool Named(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);
}
