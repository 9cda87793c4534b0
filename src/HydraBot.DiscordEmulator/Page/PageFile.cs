namespace HydraBot.DiscordEmulator.Page;

internal sealed record PageFile(string ContentType, string ETag, byte[] Content);
