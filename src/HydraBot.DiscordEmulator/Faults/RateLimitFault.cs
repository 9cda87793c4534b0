namespace HydraBot.DiscordEmulator.Faults;

/// <summary>The next requests are answered 429 in this scope: <c>user</c>, <c>global</c> or <c>shared</c>.</summary>
internal sealed record RateLimitFault(string Scope, double RetryAfterSeconds, int Count);
