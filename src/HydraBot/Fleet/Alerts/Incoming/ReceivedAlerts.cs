namespace HydraBot.Fleet.Alerts.Incoming;

/// <summary>What came of a webhook's call.</summary>
internal sealed record ReceivedAlerts(int Raised, int Cleared);

/// <summary>One alert of another program.</summary>
/// <param name="Signal">What it says.</param>
/// <param name="Fires">False when it is over.</param>
internal sealed record IncomingAlert(AlertSignal Signal, bool Fires);
