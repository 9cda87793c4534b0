namespace HydraBot.DiscordEmulator.Rest;

/// <summary>Answers a request, holding the world's gate.</summary>
internal delegate RestAnswer RestHandler(RestCall call);
