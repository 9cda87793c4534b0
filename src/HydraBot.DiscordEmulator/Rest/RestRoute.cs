using HydraBot.DiscordEmulator.Rest.RateLimits;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>One route of the API; <paramref name="Authorization"/> says whose token it takes.</summary>
internal sealed record RestRoute(string Method, string Template, RateLimitRule Limit, RouteAuthorization Authorization, RestHandler Handler);
