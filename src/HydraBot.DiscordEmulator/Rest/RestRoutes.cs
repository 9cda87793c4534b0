using HydraBot.DiscordEmulator.Rest.RateLimits;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>The table of routes, filled by one class a resource.</summary>
internal sealed class RestRoutes
{
    private readonly List<RestRoute> _all = [];

    public IReadOnlyList<RestRoute> All => _all;

    public void Add(string method, string template, RateLimitRule limit, RestHandler handler, RouteAuthorization authorization = RouteAuthorization.Account) =>
        _all.Add(new RestRoute(method, template, limit, authorization, handler));

    public void Get(string template, RestHandler handler, RateLimitRule? limit = null, RouteAuthorization authorization = RouteAuthorization.Account) =>
        Add(HttpMethods.Get, template, limit ?? RateLimitRule.Reading(template), handler, authorization);
}
