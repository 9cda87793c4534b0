using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Interactions;

/// <summary>Brings Discord's list of commands to what is wanted, with one request, and only when it differs.</summary>
public sealed partial class CommandRegistrar
{
    private readonly DiscordRest _rest;
    private readonly ILogger _logger;
    private Snowflake? _applicationId;

    internal CommandRegistrar(DiscordRest rest, ILogger<CommandRegistrar> logger) => (_rest, _logger) = (rest, logger);

    /// <summary>
    /// Compares and writes the commands of a guild, or the global ones when <paramref name="guildId"/> is null. What Discord fills in by itself
    /// is no difference, nor is the order of the commands.
    /// </summary>
    public async Task<CommandSyncResult> SyncAsync(IReadOnlyList<CommandDefinition> wanted, Snowflake? guildId = null, CancellationToken cancellationToken = default)
    {
        CommandValidation.Check(wanted);
        var application = _applicationId ??= (await _rest.GetCurrentApplicationAsync(cancellationToken)).Id;
        var existing = guildId is { } guild
            ? await _rest.GetGuildCommandsAsync(application, guild, cancellationToken)
            : await _rest.GetGlobalCommandsAsync(application, cancellationToken);

        var have = existing.ToDictionary(CommandComparison.KeyOf);
        var want = wanted.ToDictionary(CommandComparison.KeyOf);
        string[] added = [.. want.Where(pair => !have.ContainsKey(pair.Key)).Select(pair => pair.Value.Name)];
        string[] removed = [.. have.Where(pair => !want.ContainsKey(pair.Key)).Select(pair => pair.Value.Name)];
        string[] changed = [.. want.Where(pair => have.TryGetValue(pair.Key, out var old) && !CommandComparison.AreSame(old, pair.Value, guildId is null)).Select(pair => pair.Value.Name)];
        if (added.Length + removed.Length + changed.Length == 0)
        {
            LogUnchanged(existing.Count);
            return new CommandSyncResult(false, [], [], [], existing);
        }

        var written = guildId is { } target
            ? await _rest.PutGuildCommandsAsync(application, target, wanted, cancellationToken)
            : await _rest.PutGlobalCommandsAsync(application, wanted, cancellationToken);
        LogWritten(written.Count, added.Length, changed.Length, removed.Length);
        return new CommandSyncResult(true, added, changed, removed, written);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Count} commands are as Discord has them")]
    private partial void LogUnchanged(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} commands were written: {Added} new, {Changed} changed, {Removed} removed")]
    private partial void LogWritten(int count, int added, int changed, int removed);
}
