using System.Text.RegularExpressions;

namespace HydraBot.Memory.Truth;

/// <summary>A fact with one value at a time.</summary>
internal sealed record FactSlot(string Subject, string Predicate, string Value);

/// <summary>Reads facts with one value off plain sentences: "jellyfin's version is 10.9", "pihole runs on nuc2".</summary>
internal static partial class FactReader
{
    public static FactSlot? Read(string text)
    {
        if (text.Length > 400)
            return null;
        if (Owned().Match(text) is { Success: true } owned)
            return new FactSlot(Name(owned.Groups["subject"].Value), owned.Groups["predicate"].Value.ToLowerInvariant() switch { "ip" or "address" => "ip address", var named => named }, owned.Groups["value"].Value.Trim());
        if (Moved().Match(text) is not { Success: true } moved)
            return null;
        var verb = moved.Groups["verb"].Value.ToLowerInvariant();
        var predicate = verb.Contains("grade", StringComparison.Ordinal) || verb.Contains("version", StringComparison.Ordinal) ? "version"
            : verb.Contains("listen", StringComparison.Ordinal) ? "port" : "host";
        return new FactSlot(Name(moved.Groups["subject"].Value), predicate, moved.Groups["value"].Value.Trim().TrimEnd('.'));
    }

    public static string Name(string subject) =>
        Article().Replace(subject.Trim().ToLowerInvariant(), "");

    [GeneratedRegex(@"^\s*(?:the\s+)?(?:(?<predicate>ip address|ip|address|version|port|host|owner|password hint|birthday|email|favou?rite \w+)\s+of\s+(?<subject>[\w.@ -]{2,60}?)|(?<subject>[\w.@ -]{2,60}?)(?:'s|s')?\s+(?<predicate>ip address|ip|address|version|port|host|owner|birthday|email|favou?rite \w+))\s+(?:is(?: now)?|=|:|was set to|changed to)\s+(?<value>[^\n]{1,120}?)\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Owned();

    [GeneratedRegex(@"^\s*(?<subject>[\w.@ -]{2,60}?)\s+(?<verb>(?:now\s+)?(?:runs on|lives on|is hosted on|(?:has |was |is )?(?:been )?moved to|(?:has |was |is )?(?:been )?(?:upgraded|downgraded) to|is at version|is on version|listens on(?: port)?))\s+(?:version\s+|port\s+)?(?<value>[\w.@:-]{1,80})\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Moved();

    [GeneratedRegex(@"^(?:the|our|my|a)\s+")]
    private static partial Regex Article();
}
