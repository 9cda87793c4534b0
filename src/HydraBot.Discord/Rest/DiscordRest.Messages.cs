using System.Security.Cryptography;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>POST /channels/{channel}/messages. Without a nonce of its own it gets one, so that a repetition never makes a second message.</summary>
    public Task<Message> CreateMessageAsync(Snowflake channelId, MessagePayload message, CancellationToken cancellationToken = default)
    {
        var named = message.Nonce is null ? message with { Nonce = NewNonce(), EnforceNonce = true } : message;
        return SendAsync(
            new RestRequest(RestRoute.Post("/channels/{channel}/messages", channelId)) { Body = BodyOf(named), Repeatable = named.EnforceNonce == true },
            DiscordJson.Default.Message,
            cancellationToken);
    }

    /// <summary>PATCH /channels/{channel}/messages/{message}</summary>
    public Task<Message> EditMessageAsync(Snowflake channelId, Snowflake messageId, MessagePayload changes, CancellationToken cancellationToken = default) =>
        SendAsync(
            new RestRequest(RestRoute.Patch("/channels/{channel}/messages/{message}", channelId, messageId)) { Body = BodyOf(changes) },
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>DELETE /channels/{channel}/messages/{message}</summary>
    public Task DeleteMessageAsync(Snowflake channelId, Snowflake messageId, string? reason = null, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Delete("/channels/{channel}/messages/{message}", channelId, messageId)) { Reason = reason }, cancellationToken);

    /// <summary>POST /channels/{channel}/messages/bulk-delete: 2 to 100 messages, none older than two weeks.</summary>
    public Task DeleteMessagesAsync(Snowflake channelId, IReadOnlyList<Snowflake> messageIds, string? reason = null, CancellationToken cancellationToken = default)
    {
        var body = RestBody.Json(new BulkDelete(messageIds), DiscordJson.Default.BulkDelete);
        return SendAsync(
            new RestRequest(RestRoute.Post("/channels/{channel}/messages/bulk-delete", channelId)) { Body = body, Reason = reason, Repeatable = true },
            cancellationToken);
    }

    /// <summary>GET /channels/{channel}/messages/{message}</summary>
    public Task<Message> GetMessageAsync(Snowflake channelId, Snowflake messageId, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/channels/{channel}/messages/{message}", channelId, messageId), DiscordJson.Default.Message, cancellationToken);

    /// <summary>GET /channels/{channel}/messages: up to 100, newest first; at most one of the three bounds.</summary>
    public Task<IReadOnlyList<Message>> GetMessagesAsync(
        Snowflake channelId, int limit = 50, Snowflake? before = null, Snowflake? after = null, Snowflake? around = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/channels/{channel}/messages", channelId),
            DiscordJson.Default.IReadOnlyListMessage,
            cancellationToken,
            Query.Of(("limit", limit), ("before", before), ("after", after), ("around", around)));

    /// <summary>GET /channels/{channel}/messages/pins: up to 50, newest first.</summary>
    public Task<PinnedMessages> GetPinsAsync(Snowflake channelId, DateTimeOffset? before = null, int limit = 50, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/channels/{channel}/messages/pins", channelId),
            DiscordJson.Default.PinnedMessages,
            cancellationToken,
            Query.Of(("before", before?.ToString("O")), ("limit", limit)));

    /// <summary>PUT /channels/{channel}/messages/pins/{message}</summary>
    public Task PinMessageAsync(Snowflake channelId, Snowflake messageId, string? reason = null, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Put("/channels/{channel}/messages/pins/{message}", channelId, messageId)) { Reason = reason }, cancellationToken);

    /// <summary>DELETE /channels/{channel}/messages/pins/{message}</summary>
    public Task UnpinMessageAsync(Snowflake channelId, Snowflake messageId, string? reason = null, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Delete("/channels/{channel}/messages/pins/{message}", channelId, messageId)) { Reason = reason }, cancellationToken);

    private static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MessageLimits.Nonce / 2));

    private static RestBody BodyOf(MessagePayload message)
    {
        PayloadValidation.Check(message);
        return RestBody.Json(message.WithUploads(), DiscordJson.Default.MessagePayload, message.Files);
    }
}
