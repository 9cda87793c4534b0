namespace HydraBot.Discord.Interactions;

/// <summary>The first answer to an interaction.</summary>
internal sealed record InteractionResponse<T>(InteractionResponseType Type, T? Data) where T : class;
