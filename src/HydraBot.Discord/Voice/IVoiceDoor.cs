using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Voice;

/// <summary>What a call needs from Discord's main gateway.</summary>
internal interface IVoiceDoor
{
    Snowflake UserId { get; }

    /// <summary>Says where this client wants to be in a guild; null is nowhere.</summary>
    Task SetStateAsync(Snowflake guildId, Snowflake? channelId, CancellationToken cancellationToken);

    IDisposable OnState(Action<VoiceStateUpdate> heard);

    IDisposable OnServer(Action<VoiceServerUpdate> heard);
}
