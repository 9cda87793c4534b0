using System.Text.Json.Serialization.Metadata;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

/// <summary>
/// Discord's HTTP API, version 10: one method a route. Waits for rate limits, repeats what may be repeated, and throws
/// <see cref="DiscordRestException"/> for an answer that is an error, <see cref="DiscordValidationException"/> for a payload that would be one.
/// </summary>
public sealed partial class DiscordRest
{
    private readonly RestSender _sender;

    internal DiscordRest(RestSender sender) => _sender = sender;

    /// <summary>What was sent and refused so far.</summary>
    public RestStatistics Statistics => _sender.Statistics;

    /// <summary>GET /gateway/bot</summary>
    public Task<GatewayBot> GetGatewayBotAsync(CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/gateway/bot"), DiscordJson.Default.GatewayBot, cancellationToken);

    /// <summary>GET /users/@me</summary>
    public Task<User> GetCurrentUserAsync(CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/users/@me"), DiscordJson.Default.User, cancellationToken);

    /// <summary>GET /users/@me/guilds: up to 200 guilds after an id.</summary>
    public Task<IReadOnlyList<PartialGuild>> GetCurrentUserGuildsAsync(Snowflake? after = null, int limit = 200, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/users/@me/guilds"), DiscordJson.Default.IReadOnlyListPartialGuild, cancellationToken, Query.Of(("after", after), ("limit", limit)));

    /// <summary>GET /users/{user}</summary>
    public Task<User> GetUserAsync(Snowflake userId, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/users/{user}", userId), DiscordJson.Default.User, cancellationToken);

    /// <summary>POST /users/@me/channels: the channel for direct messages with a user, made at need.</summary>
    public Task<Channel> CreateDirectMessageChannelAsync(Snowflake userId, CancellationToken cancellationToken = default)
    {
        var body = RestBody.Json(new DirectMessageRecipient(userId), DiscordJson.Default.DirectMessageRecipient);
        return SendAsync(new RestRequest(RestRoute.Post("/users/@me/channels")) { Body = body, Repeatable = true }, DiscordJson.Default.Channel, cancellationToken);
    }

    /// <summary>GET /applications/@me</summary>
    public Task<Application> GetCurrentApplicationAsync(CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/applications/@me"), DiscordJson.Default.Application, cancellationToken);

    private Task<T> GetAsync<T>(RestRoute route, JsonTypeInfo<T> type, CancellationToken cancellationToken, string? query = null) where T : class =>
        SendAsync(new RestRequest(route) { Query = query }, type, cancellationToken);

    private Task<T> SendAsync<T>(RestRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        _sender.SendAsync(request, type, cancellationToken);

    private Task SendAsync(RestRequest request, CancellationToken cancellationToken) => _sender.SendAsync(request, cancellationToken);
}
