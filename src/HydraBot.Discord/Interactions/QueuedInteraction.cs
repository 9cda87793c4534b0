using HydraBot.Discord.Gateway;

namespace HydraBot.Discord.Interactions;

/// <summary>An interaction on its way to its handler.</summary>
internal sealed class QueuedInteraction(InteractionRouter router, InteractionContext context, InteractionHandler handler) : QueuedWork("INTERACTION_CREATE")
{
    public override object Subject => context;

    public override Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken) => router.RunAsync(context, handler, cancellationToken);
}
