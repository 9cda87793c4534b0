namespace HydraBot.DiscordEmulator.Rest.RateLimits;

/// <summary>What the rate-limit headers of an answer say.</summary>
internal readonly record struct RateLimitState(bool Allowed, int Limit, int Remaining, DateTimeOffset ResetAt, TimeSpan ResetAfter, string Hash);
