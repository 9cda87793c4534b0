using HydraBot.Governance.Access;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Access;

/// <summary>Section <c>Access</c>: what a server role is worth, which level an operation needs here, and how often people may do things.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>A role's name or id, and the access that it gives. Adding <c>None</c> takes a default away.</summary>
    public Dictionary<string, AccessLevel> Roles { get; set; } = new(StringComparer.Ordinal)
    {
        ["Owner"] = AccessLevel.Owner,
        ["Operator"] = AccessLevel.Operator,
        ["Viewer"] = AccessLevel.Viewer,
    };

    /// <summary>A pattern of operations, and the level that they need instead of their own.</summary>
    public Dictionary<string, AccessLevel> Operations { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often somebody may do something, by name.</summary>
    public Dictionary<string, AccessLimitOptions> Limits { get; set; } = new(StringComparer.Ordinal);

    public AccessOverrides Overrides() => new(Operations);

    public IReadOnlyList<AccessLimit> LimitsInForce() =>
    [
        .. Limits.OrderBy(limit => limit.Key, StringComparer.Ordinal).Select(limit => new AccessLimit(
            limit.Key,
            [.. (limit.Value.Operations is { Count: > 0 } named ? named : ["*"]).Select(pattern => new NamePattern(pattern))],
            [.. limit.Value.Members],
            new Pace(limit.Value.Count, limit.Value.Per))),
    ];
}

/// <summary>One limit: so often in so much time; a cool-down is a count of 1.</summary>
internal sealed class AccessLimitOptions
{
    /// <summary>Patterns of the operations that are counted together; all where it is left out.</summary>
    public IList<string> Operations { get; set; } = [];

    /// <summary>Ids or names of members or keys; everybody where it is left out.</summary>
    public IList<string> Members { get; set; } = [];

    public int Count { get; set; } = 1;

    public TimeSpan Per { get; set; } = TimeSpan.FromHours(1);
}
