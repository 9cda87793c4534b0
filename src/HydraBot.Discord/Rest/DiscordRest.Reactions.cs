using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me</summary>
    public Task CreateReactionAsync(Snowflake channelId, Snowflake messageId, Emoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(
            new RestRequest(RestRoute.Put("/channels/{channel}/messages/{message}/reactions/{emoji}/@me", channelId, messageId, emoji.RouteName)),
            cancellationToken);

    /// <summary>DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me</summary>
    public Task DeleteOwnReactionAsync(Snowflake channelId, Snowflake messageId, Emoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(
            new RestRequest(RestRoute.Delete("/channels/{channel}/messages/{message}/reactions/{emoji}/@me", channelId, messageId, emoji.RouteName)),
            cancellationToken);

    /// <summary>DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/{user}</summary>
    public Task DeleteUserReactionAsync(Snowflake channelId, Snowflake messageId, Emoji emoji, Snowflake userId, CancellationToken cancellationToken = default) =>
        SendAsync(
            new RestRequest(RestRoute.Delete("/channels/{channel}/messages/{message}/reactions/{emoji}/{user}", channelId, messageId, emoji.RouteName, userId)),
            cancellationToken);

    /// <summary>DELETE /channels/{channel}/messages/{message}/reactions</summary>
    public Task DeleteAllReactionsAsync(Snowflake channelId, Snowflake messageId, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Delete("/channels/{channel}/messages/{message}/reactions", channelId, messageId)), cancellationToken);

    /// <summary>GET /channels/{channel}/messages/{message}/reactions/{emoji}: up to 100 users after an id.</summary>
    public Task<IReadOnlyList<User>> GetReactionsAsync(
        Snowflake channelId, Snowflake messageId, Emoji emoji, int limit = 100, Snowflake? after = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/channels/{channel}/messages/{message}/reactions/{emoji}", channelId, messageId, emoji.RouteName),
            DiscordJson.Default.IReadOnlyListUser,
            cancellationToken,
            Query.Of(("limit", limit), ("after", after)));
}
