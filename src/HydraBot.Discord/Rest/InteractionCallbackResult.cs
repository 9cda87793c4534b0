using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

/// <summary>What an interaction callback with <c>with_response</c> answers.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object</remarks>
public sealed record InteractionCallbackResult
{
    /// <summary>The message or activity that came of it.</summary>
    public InteractionCallbackResource? Resource { get; set; }
}
