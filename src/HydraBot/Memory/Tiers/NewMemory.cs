using System.ComponentModel;
using System.Text.Json;

namespace HydraBot.Memory.Tiers;

/// <summary>What somebody wants remembered.</summary>
internal sealed record NewMemory
{
    [Description("What to remember")]
    public required string Content { get; init; }

    [Description("Which tier; episodic where it is left out")]
    public MemoryTier Tier { get; set; } = MemoryTier.Episodic; // settable: generated readers give a missing init property no default

    [Description("When it happened, in ISO 8601")]
    public string? OccurredAt { get; init; }

    [Description("Who said it")]
    public string? Speaker { get; init; }

    [Description("The conversation that it is a part of")]
    public string? SessionId { get; init; }

    [Description("Where it comes from")]
    public string? Source { get; init; }

    [Description("Words to narrow a search by")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description("Anything else, kept as it is")]
    public JsonElement? Metadata { get; init; }

    [Description("From when it is true, in ISO 8601")]
    public string? ValidFrom { get; init; }

    [Description("Until when it is true, in ISO 8601")]
    public string? ValidTo { get; init; }

    [Description("Of a fact with one value at a time: about whom or what")]
    public string? Subject { get; init; }

    [Description("Of a fact with one value at a time: which value, such as 'ip address'")]
    public string? Predicate { get; init; }

    [Description("Never decays; a core line never drops out")]
    public bool Pinned { get; init; }

    [Description("From 0 to 1")]
    public double? Importance { get; init; }

    [Description("Who may recall it")]
    public MemoryScope Scope { get; init; }

    [Description("The memories that it was made of")]
    public IReadOnlyList<Guid>? DerivedFrom { get; init; }

    [Description("Vault alone: a secret, which is encrypted; the content is its label")]
    public string? Secret { get; init; }

    /// <summary>Within its tier; set by the house alone.</summary>
    internal string? Kind { get; init; }

    /// <summary>Who may recall it, where the house itself says so; it goes before the scope.</summary>
    internal string? Audience { get; init; }
}
