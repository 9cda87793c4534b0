using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

/// <summary>The message that came of an interaction's answer.</summary>
public sealed record InteractionCallbackResource
{
    /// <summary>The type of the answer, by its number.</summary>
    public int Type { get; set; }

    /// <summary>The message that was made or updated.</summary>
    public Message? Message { get; set; }
}
