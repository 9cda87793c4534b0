namespace HydraBot.Discord.Interactions;

/// <summary>What handles an interaction, and how it is deferred when that takes long.</summary>
internal sealed record InteractionHandler(Func<InteractionContext, CancellationToken, Task> HandleAsync, Deferral Deferral);
