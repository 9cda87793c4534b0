using System.Globalization;
using System.Security.Cryptography;

namespace HydraBot.Doors.Mcp.Resources;

/// <summary>Results that were too long for one answer, for ten minutes and for the key that asked; the oldest go first.</summary>
internal sealed class LongResults(TimeProvider time)
{
    public const string Scheme = "hydra://results/";

    /// <summary>In characters: about 8,000 tokens; clients warn at 10,000 and cut at 25,000.</summary>
    private const int PageLength = 32_000;

    private const int Most = 32;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<(string Id, string Caller, string Text, DateTimeOffset At)> _kept = [];

    public string Keep(string caller, string text)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        lock (_gate)
        {
            _kept.RemoveAll(result => time.GetUtcNow() - result.At > Life);
            if (_kept.Count == Most)
                _kept.RemoveAt(0);
            _kept.Add((id, caller, text, time.GetUtcNow()));
        }

        return id;
    }

    /// <summary>A page by its address; null where there is none any more, or it is another's.</summary>
    public string? Read(string caller, string address)
    {
        if (address[Scheme.Length..].Split('/') is not [var id, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page))
            return null;
        lock (_gate)
        {
            var found = _kept.FirstOrDefault(result => result.Id == id && result.Caller == caller && time.GetUtcNow() - result.At <= Life);
            if (found.Text is not { } text || page >= Pages(text))
                return null;
            var more = page + 1 < Pages(text) ? $"\n[next: {Address(id, page + 1)}]" : "";
            return Page(text, page) + more;
        }
    }

    public static int Pages(string text) => Math.Max(1, (text.Length + PageLength - 1) / PageLength);

    /// <summary>A page of a text; no character is cut in two.</summary>
    public static string Page(string text, int page) => text[Edge(text, page)..Edge(text, page + 1)];

    public static string Address(string id, int page) => string.Create(CultureInfo.InvariantCulture, $"{Scheme}{id}/{page}");

    private static int Edge(string text, int page)
    {
        var edge = Math.Min(text.Length, page * PageLength);
        return edge > 0 && edge < text.Length && char.IsLowSurrogate(text[edge]) ? edge - 1 : edge;
    }
}
