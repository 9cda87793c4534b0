using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>One of the connections that a bot's guilds are spread over.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="Count">How many there are, in all processes together.</param>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
internal readonly record struct ShardPlace(int Id, int Count)
{
    /// <summary>The number of the shard that a guild's events come over.</summary>
    public static int Of(Snowflake guildId, int count) => (int)((guildId.Value >> 22) % (ulong)count);
}
