using HydraBot.Governance.Operations;

namespace HydraBot.Memory.Privacy;

/// <summary>Whose memories they are, by what the door established about the caller, never by what the caller wrote.</summary>
internal static class Audience
{
    public const string House = "house";

    /// <summary>Whoever asks, as the author of memories. A model is the person that it acts for.</summary>
    public static string Author(Caller caller) => caller.Kind switch
    {
        CallerKind.Key => $"key:{caller.Id}",
        CallerKind.Schedule => $"schedule:{caller.Id}",
        _ => $"member:{caller.Id}",
    };

    /// <summary>Those whom a new memory is for.</summary>
    /// <exception cref="OperationException">The caller is in no channel, or may not speak for the house.</exception>
    public static string Of(Caller caller, MemoryScope scope) => scope switch
    {
        MemoryScope.Private => $"private:{Author(caller)}",
        MemoryScope.Channel => caller.Channel is { } channel
            ? $"channel:{channel}"
            : throw OperationException.WrongArgument("The scope 'channel' is for what is said in a Discord channel; allowed here are private and house."),
        _ => caller.Access >= AccessLevel.Operator
            ? House
            : throw new OperationException($"The scope 'house' needs Operator; {caller.Name} has {caller.Access}. Allowed are private and channel."),
    };

    /// <summary>The scope as its author gave it.</summary>
    public static MemoryScope ScopeOf(string audience) => audience == House ? MemoryScope.House
        : audience.StartsWith("channel:", StringComparison.Ordinal) ? MemoryScope.Channel : MemoryScope.Private;

    /// <summary>Everybody with at least this access.</summary>
    public static string OfAccess(AccessLevel least) => least <= AccessLevel.Viewer ? House : $"access:{least.ToString().ToLowerInvariant()}";

    /// <summary>Everything that a caller may recall.</summary>
    public static IReadOnlySet<string> Heard(Caller caller)
    {
        var heard = new HashSet<string>(StringComparer.Ordinal) { $"private:{Author(caller)}", House };
        foreach (var least in Enum.GetValues<AccessLevel>().Where(least => least <= caller.Access))
            heard.Add(OfAccess(least));
        if (caller.Channel is { } channel)
            heard.Add($"channel:{channel}");
        return heard;
    }

    /// <summary>Only its author forgets a memory; what belongs to the house, an Owner does too.</summary>
    public static bool MayForget(Caller caller, Stored.StoredMemory memory) =>
        memory.Author == Author(caller) || (caller.Access == AccessLevel.Owner && !memory.Audience.StartsWith("private:", StringComparison.Ordinal));
}
