namespace HydraBot.Discord.Gateway.Events;

/// <summary>RESUMED: the session goes on and all missed events were sent again. Means ready as much as READY does.</summary>
public sealed record Resumed;
