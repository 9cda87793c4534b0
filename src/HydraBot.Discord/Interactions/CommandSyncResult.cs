namespace HydraBot.Discord.Interactions;

/// <summary>What a <see cref="CommandRegistrar"/> found and did. Names; a context command is named as its menu shows it.</summary>
/// <param name="Written">Whether the commands were written: only when anything differed.</param>
/// <param name="Added">Commands that Discord did not have.</param>
/// <param name="Changed">Commands that differed.</param>
/// <param name="Removed">Commands that Discord had and nobody wants any more.</param>
/// <param name="Commands">The commands as Discord has them now, with their ids.</param>
public sealed record CommandSyncResult(
    bool Written,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Removed,
    IReadOnlyList<ApplicationCommand> Commands);
