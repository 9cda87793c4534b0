namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>One row to write; a null content removes it.</summary>
internal readonly record struct WorldChange(string Kind, string Key, byte[]? Content);
