using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>GET /channels/{channel}</summary>
    public Task<Channel> GetChannelAsync(Snowflake channelId, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/channels/{channel}", channelId), DiscordJson.Default.Channel, cancellationToken);

    /// <summary>POST /channels/{channel}/typing: "is typing" for about ten seconds.</summary>
    public Task TriggerTypingAsync(Snowflake channelId, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Post("/channels/{channel}/typing", channelId)) { Repeatable = true }, cancellationToken);

    /// <summary>POST /channels/{channel}/messages/{message}/threads</summary>
    public Task<Channel> StartThreadFromMessageAsync(
        Snowflake channelId, Snowflake messageId, ThreadPayload thread, string? reason = null, CancellationToken cancellationToken = default) =>
        StartThreadAsync(RestRoute.Post("/channels/{channel}/messages/{message}/threads", channelId, messageId), thread, reason, cancellationToken);

    /// <summary>POST /channels/{channel}/threads: a thread without a message.</summary>
    public Task<Channel> StartThreadAsync(Snowflake channelId, ThreadPayload thread, string? reason = null, CancellationToken cancellationToken = default) =>
        StartThreadAsync(RestRoute.Post("/channels/{channel}/threads", channelId), thread, reason, cancellationToken);

    private Task<Channel> StartThreadAsync(RestRoute route, ThreadPayload thread, string? reason, CancellationToken cancellationToken) =>
        SendAsync(
            new RestRequest(route) { Body = RestBody.Json(thread, DiscordJson.Default.ThreadPayload), Reason = reason },
            DiscordJson.Default.Channel,
            cancellationToken);
}
