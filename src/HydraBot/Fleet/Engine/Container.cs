using System.Text.Json.Serialization;

namespace HydraBot.Fleet.Engine;

/// <summary>A container as the engine lists it.</summary>
/// <param name="Id">64 hexadecimal digits, and <c>@host</c> where it is on another host.</param>
/// <param name="Name">Without the leading slash, and with <c>@host</c> where it is on another host.</param>
/// <param name="Image">The image that it was made from.</param>
/// <param name="State">What the engine says that it is doing.</param>
/// <param name="Health">What its healthcheck says.</param>
/// <param name="Uptime">How long it has been up, in the engine's words ("3 hours"); null while it is not.</param>
/// <param name="Status">The engine's own line ("Exited (137) 2 hours ago").</param>
/// <param name="Ports">Published ports.</param>
internal sealed record Container(
    string Id,
    string Name,
    string Image,
    ContainerState State,
    ContainerHealth Health,
    string? Uptime,
    string Status,
    IReadOnlyList<ContainerPort> Ports)
{
    /// <summary>On the workers of a sandbox, and on builds in one: they come and go, and nobody cares for them.</summary>
    public const string SandboxLabel = "hydrabot.sandbox";

    /// <summary>Its labels; not part of any answer, since people write all kinds of things there.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The host that it is on; null for this machine.</summary>
    public string? Host => EngineNames.HostOf(Id);

    /// <summary>As its own host calls it.</summary>
    [JsonIgnore]
    public string BareName => EngineNames.Bare(Name);

    /// <summary>True when somebody should look: its check fails, or it dies again and again.</summary>
    public bool NeedsAttention => Health == ContainerHealth.Unhealthy || State is ContainerState.Restarting or ContainerState.Dead;

    [JsonIgnore]
    public bool IsSandboxed => Labels.ContainsKey(SandboxLabel);

    public bool IsUp => State is ContainerState.Running or ContainerState.Paused;
}
