namespace HydraBot.Fleet.Alerts;

/// <summary>How an alert stands. The numbers are stored.</summary>
internal enum AlertState
{
    Open = 0,

    /// <summary>Somebody has it in hand: it is not escalated.</summary>
    Acknowledged = 1,

    Cleared = 2,
}
