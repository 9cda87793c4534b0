namespace HydraBot.DiscordEmulator.Voice;

/// <summary>What lets somebody in to a voice channel: VOICE_SERVER_UPDATE's token stands for all of it.</summary>
internal sealed record VoiceTicket(ulong ServerId, ulong ChannelId, ulong UserId, string SessionId, string Token);
