using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>A form to show to a member.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal</remarks>
public sealed record Modal
{
    /// <summary>1 to 100 characters.</summary>
    public required string CustomId { get; init; }

    /// <summary>1 to 45 characters.</summary>
    public required string Title { get; init; }

    /// <summary>One to five: <see cref="Label"/>s around inputs, and <see cref="TextDisplay"/>s.</summary>
    public required IReadOnlyList<Component> Components { get; init; }
}
