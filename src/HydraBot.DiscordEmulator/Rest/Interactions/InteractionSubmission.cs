using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>A checked use of a command, component or modal: what the application will see of it, and what its answers refer to.</summary>
internal sealed record InteractionSubmission(InteractionType Type, Application Application, JsonObject Data, InteractionMetadata Metadata)
{
    /// <summary>The message that carries the component, or that carried the one which opened the modal.</summary>
    public Message? Source { get; init; }
}
