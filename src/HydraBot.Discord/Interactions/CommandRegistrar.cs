using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>Brings Discord's list of commands to what is wanted, with one request, and only when it differs.</summary>
public sealed class CommandRegistrar
{
    internal CommandRegistrar() { }

    /// <summary>Compares and writes the commands of a guild, or the global ones when <paramref name="guildId"/> is null.</summary>
    public Task<CommandSyncResult> SyncAsync(IReadOnlyList<CommandDefinition> wanted, Snowflake? guildId = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
