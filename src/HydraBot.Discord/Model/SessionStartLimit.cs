namespace HydraBot.Discord.Model;

/// <summary>https://discord.com/developers/docs/events/gateway#session-start-limit-object</summary>
public sealed record SessionStartLimit
{
    public int Total { get; set; } = 1000;
    public int Remaining { get; set; } = 1000;

    /// <summary>Milliseconds.</summary>
    public long ResetAfter { get; set; }
    public int MaxConcurrency { get; set; } = 1;
}
