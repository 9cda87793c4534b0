namespace HydraBot.ForeignTools.Connections;

/// <summary>How a server is.</summary>
internal enum ServerState
{
    /// <summary>It is being called.</summary>
    Connecting = 0,

    /// <summary>It answers.</summary>
    Connected = 1,

    /// <summary>It does not; it is called again, after pauses that grow.</summary>
    Down = 2,
}
