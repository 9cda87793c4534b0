using System.Text.Json.Serialization;

namespace HydraBot.Fleet.Networks;

/// <summary>What a step does.</summary>
internal enum StepKind
{
    Create,
    Join,
    Leave,
    Remove,
}

/// <summary>One step of a plan. Each has its reverse.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Network">The network's name.</param>
internal sealed record NetworkStep(StepKind Kind, string Network)
{
    /// <summary>Of a network that is made: whether it has no way out.</summary>
    public bool Internal { get; init; }

    /// <summary>The container's id; null where the step is about the network itself.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The container's name.</summary>
    public string? Container { get; init; }

    /// <summary>How the container is to be on it, or was.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>What takes it back.</summary>
    [JsonIgnore]
    public NetworkStep Reverse => this with
    {
        Kind = Kind switch { StepKind.Create => StepKind.Remove, StepKind.Remove => StepKind.Create, StepKind.Join => StepKind.Leave, _ => StepKind.Join },
    };

    /// <summary>The same step, however often the container got another address in between.</summary>
    public bool Means(NetworkStep other) => (Kind, Network, Internal, ContainerId) == (other.Kind, other.Network, other.Internal, other.ContainerId);

    public override string ToString() => Kind switch
    {
        StepKind.Create => $"make the network `{Network}`{(Internal ? ", without a way out" : "")}",
        StepKind.Remove => $"remove the network `{Network}`",
        StepKind.Join => $"connect `{Container}` to `{Network}`{(Endpoint is { Aliases.Count: > 0 } ? $" as {string.Join(", ", Endpoint.Aliases)}" : "")}",
        _ => $"disconnect `{Container}` from `{Network}`",
    };
}
