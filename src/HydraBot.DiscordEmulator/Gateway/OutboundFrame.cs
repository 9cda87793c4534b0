namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>What a connection sends next: bytes, a close frame, or the end without one.</summary>
internal readonly record struct OutboundFrame(byte[]? Payload, GatewayCloseCode? Close = null, string Reason = "", bool Raw = false);
