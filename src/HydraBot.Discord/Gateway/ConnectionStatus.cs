namespace HydraBot.Discord;

/// <summary>Where the gateway connection stands.</summary>
public enum ConnectionStatus
{
    /// <summary>No connection, and none being made.</summary>
    Disconnected,
    /// <summary>Connecting or identifying for a new session.</summary>
    Connecting,
    /// <summary>Connecting to continue a session.</summary>
    Resuming,
    /// <summary>READY or RESUMED was received: events arrive.</summary>
    Ready,
}
