using System.Text.Json.Serialization.Metadata;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints</remarks>
public sealed partial class DiscordRest
{
    private const string Original = "@original";

    /// <summary>GET /webhooks/{application}/{token}/messages/@original</summary>
    public Task<Message> GetOriginalResponseAsync(Snowflake applicationId, string token, CancellationToken cancellationToken = default) =>
        SendAsync(Webhook(HttpMethod.Get, applicationId, token, Original), DiscordJson.Default.Message, cancellationToken);

    /// <summary>PATCH /webhooks/{application}/{token}/messages/@original</summary>
    public Task<Message> EditOriginalResponseAsync(Snowflake applicationId, string token, MessagePayload changes, CancellationToken cancellationToken = default) =>
        SendAsync(Webhook(HttpMethod.Patch, applicationId, token, Original) with { Body = BodyOf(changes) }, DiscordJson.Default.Message, cancellationToken);

    /// <summary>DELETE /webhooks/{application}/{token}/messages/@original</summary>
    public Task DeleteOriginalResponseAsync(Snowflake applicationId, string token, CancellationToken cancellationToken = default) =>
        SendAsync(Webhook(HttpMethod.Delete, applicationId, token, Original), cancellationToken);

    /// <summary>POST /webhooks/{application}/{token}: a further message. Never repeated by itself: Discord knows no nonce here.</summary>
    public Task<Message> CreateFollowUpAsync(Snowflake applicationId, string token, MessagePayload message, CancellationToken cancellationToken = default) =>
        SendAsync(
            new RestRequest(RestRoute.Post("/webhooks/{webhook}/{token}", applicationId, token)) { Body = BodyOf(message), IsInteraction = true },
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>GET /webhooks/{application}/{token}/messages/{message}</summary>
    public Task<Message> GetFollowUpAsync(Snowflake applicationId, string token, Snowflake messageId, CancellationToken cancellationToken = default) =>
        SendAsync(Webhook(HttpMethod.Get, applicationId, token, messageId.ToString()), DiscordJson.Default.Message, cancellationToken);

    /// <summary>PATCH /webhooks/{application}/{token}/messages/{message}</summary>
    public Task<Message> EditFollowUpAsync(
        Snowflake applicationId, string token, Snowflake messageId, MessagePayload changes, CancellationToken cancellationToken = default) =>
        SendAsync(
            Webhook(HttpMethod.Patch, applicationId, token, messageId.ToString()) with { Body = BodyOf(changes) }, DiscordJson.Default.Message, cancellationToken);

    /// <summary>DELETE /webhooks/{application}/{token}/messages/{message}</summary>
    public Task DeleteFollowUpAsync(Snowflake applicationId, string token, Snowflake messageId, CancellationToken cancellationToken = default) =>
        SendAsync(Webhook(HttpMethod.Delete, applicationId, token, messageId.ToString()), cancellationToken);

    /// <summary>POST /interactions/{interaction}/{token}/callback: the first answer, here a message or a deferral.</summary>
    internal Task<InteractionCallbackResult?> CreateInteractionResponseAsync(
        Interaction interaction, InteractionResponseType type, MessagePayload? message, CancellationToken cancellationToken)
    {
        if (message is not null)
            PayloadValidation.Check(message);
        var response = new InteractionResponse<MessagePayload>(type, message?.WithUploads());
        return RespondAsync(interaction, response, DiscordJson.Default.InteractionResponseMessagePayload, message?.Files, cancellationToken);
    }

    /// <inheritdoc cref="CreateInteractionResponseAsync(Interaction, InteractionResponseType, MessagePayload?, CancellationToken)"/>
    internal Task CreateInteractionResponseAsync(Interaction interaction, Modal modal, CancellationToken cancellationToken)
    {
        PayloadValidation.Check(modal);
        var response = new InteractionResponse<Modal>(InteractionResponseType.Modal, modal);
        return RespondAsync(interaction, response, DiscordJson.Default.InteractionResponseModal, null, cancellationToken);
    }

    /// <inheritdoc cref="CreateInteractionResponseAsync(Interaction, InteractionResponseType, MessagePayload?, CancellationToken)"/>
    internal Task CreateInteractionResponseAsync(Interaction interaction, IReadOnlyList<CommandChoice> choices, CancellationToken cancellationToken)
    {
        var response = new InteractionResponse<AutocompleteChoices>(InteractionResponseType.Autocomplete, new AutocompleteChoices(choices));
        return RespondAsync(interaction, response, DiscordJson.Default.InteractionResponseAutocompleteChoices, null, cancellationToken);
    }

    private Task<InteractionCallbackResult?> RespondAsync<T>(
        Interaction interaction, InteractionResponse<T> response, JsonTypeInfo<InteractionResponse<T>> type, IReadOnlyList<FileUpload>? files, CancellationToken cancellationToken)
        where T : class
    {
        var wantsMessage = response.Type is InteractionResponseType.Message or InteractionResponseType.Update;
        var request = new RestRequest(RestRoute.Post("/interactions/{interaction}/{token}/callback", interaction.Id, interaction.Token))
        {
            Body = RestBody.Json(response, type, files),
            Query = wantsMessage ? "with_response=true" : null,
            IsInteraction = true,
            SkipsBuckets = true,
            // A second execution is refused with 40060, which then says that the first one arrived.
            Repeatable = true,
        };
        return _sender.SendOptionalAsync(request, DiscordJson.Default.InteractionCallbackResult, cancellationToken);
    }

    private static RestRequest Webhook(HttpMethod method, Snowflake applicationId, string token, string message) =>
        new(RestRoute.Of(method, "/webhooks/{webhook}/{token}/messages/{message}", [applicationId, token, message])) { IsInteraction = true };
}
