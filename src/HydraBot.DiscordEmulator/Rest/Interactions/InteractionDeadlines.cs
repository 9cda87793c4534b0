using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Three seconds for a first answer; then the interaction fails and its member is told.</summary>
internal sealed class InteractionDeadlines(DiscordWorld world, Happenings happenings) : IDisposable
{
    private readonly Dictionary<Snowflake, ITimer> _running = [];

    /// <summary>Called under the world's gate.</summary>
    public void Start(Interaction interaction) =>
        _running[interaction.Id] = world.Time.CreateTimer(_ => Expire(interaction.Id), null, Interaction.AnswerTime, Timeout.InfiniteTimeSpan);

    /// <summary>Called under the world's gate.</summary>
    public void Stop(Snowflake interactionId)
    {
        if (_running.Remove(interactionId, out var timer))
            timer.Dispose();
    }

    public void Dispose()
    {
        lock (world.Gate)
        {
            foreach (var timer in _running.Values)
                timer.Dispose();
            _running.Clear();
        }
    }

    private void Expire(Snowflake interactionId)
    {
        lock (world.Gate)
        {
            Stop(interactionId);
            if (world.Interactions.Find(interactionId) is not { State: InteractionState.Waiting } interaction)
                return;
            world.Interactions.Save(interaction with { State = InteractionState.Expired });
            happenings.Tell(interaction.UserId, "INTERACTION_FAILURE", new JsonObject
            {
                ["id"] = interaction.Id.ToString(),
                ["nonce"] = interaction.Nonce,
                ["reason_code"] = 2,
            });
        }
    }
}
