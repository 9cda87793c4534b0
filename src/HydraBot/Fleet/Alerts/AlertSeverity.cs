namespace HydraBot.Fleet.Alerts;

/// <summary>How soon somebody should look. The numbers are stored.</summary>
internal enum AlertSeverity
{
    /// <summary>Worth knowing; nobody is waited for.</summary>
    Information = 0,

    /// <summary>When somebody is awake.</summary>
    Warning = 1,

    /// <summary>Now, at any hour.</summary>
    Critical = 2,
}
