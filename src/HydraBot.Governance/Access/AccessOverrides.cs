using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Access;

/// <summary>Levels that the owner of a house sets instead of those that operations name; the most exact pattern counts.</summary>
public sealed class AccessOverrides(IEnumerable<KeyValuePair<string, AccessLevel>> levels)
{
    private readonly (NamePattern Pattern, AccessLevel Level)[] _levels =
    [
        .. levels
            .OrderByDescending(pair => pair.Key.Count(c => c is not ('*' or '?')))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (new NamePattern(pair.Key), pair.Value)),
    ];

    /// <summary>The level that is set for an operation; null where none is.</summary>
    public AccessLevel? Of(string operation)
    {
        foreach (var (pattern, level) in _levels)
        {
            if (pattern.Matches(operation))
                return level;
        }

        return null;
    }
}
