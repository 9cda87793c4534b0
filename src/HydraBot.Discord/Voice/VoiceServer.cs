namespace HydraBot.Discord.Voice;

/// <summary>Where a call is and what lets this client in: from VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE. Never kept for a later call.</summary>
/// <param name="ServerId">The guild.</param>
/// <param name="ChannelId">The voice channel.</param>
/// <param name="UserId">This client's user.</param>
/// <param name="SessionId">Of VOICE_STATE_UPDATE.</param>
/// <param name="Token">Of VOICE_SERVER_UPDATE; a secret.</param>
/// <param name="Endpoint">Of VOICE_SERVER_UPDATE: a host with an optional port, reached over TLS. A whole <c>ws://</c> address is taken as it is.</param>
public sealed record VoiceServer(ulong ServerId, ulong ChannelId, ulong UserId, string SessionId, string Token, string Endpoint)
{
    /// <summary>The address of its gateway, version 8.</summary>
    internal Uri Address => new((Endpoint.Contains("://", StringComparison.Ordinal) ? Endpoint : $"wss://{Endpoint}").TrimEnd('/') + "/?v=8");

    /// <summary>Without the token.</summary>
    public override string ToString() => $"voice channel {ChannelId} on {Endpoint}";
}
