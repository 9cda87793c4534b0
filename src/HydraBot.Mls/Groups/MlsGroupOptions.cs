namespace HydraBot.Mls.Groups;

/// <summary>What a group needs from outside. It goes with the group from epoch to epoch.</summary>
public sealed record MlsGroupOptions
{
    /// <summary>Nothing.</summary>
    public static MlsGroupOptions None { get; } = new();

    /// <summary>Finds a pre-shared key of the application by its name; null when it is not known.</summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? PreSharedKey { get; init; }

    /// <summary>
    /// For how many epochs the secrets are kept that resumption pre-shared keys are made of (RFC 9420, section 8.6). Zero, the default, keeps that of the
    /// current epoch alone: every other is one more that could be found on the machine.
    /// </summary>
    public int ResumptionEpochs { get; init; }

    /// <summary>The clock that lifetimes of added key packages are held against. Without one, lifetimes are not looked at.</summary>
    public TimeProvider? LifetimeClock { get; init; }
}
