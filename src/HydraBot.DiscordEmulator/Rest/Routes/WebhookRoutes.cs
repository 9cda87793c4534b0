using HydraBot.DiscordEmulator.Rest.Interactions;
using HydraBot.DiscordEmulator.Rest.Messages;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>What an application does with an interaction's token after its first answer: edits, follow-ups, deletions.</summary>
internal sealed class WebhookRoutes(DiscordWorld world, MessageWriter writer, Shapes shapes)
{
    private const string Root = "webhooks/{webhook}/{token}";
    private const string One = Root + "/messages/{message}";

    public void Map(RestRoutes routes)
    {
        routes.Add("POST", Root, RateLimitRule.Webhook, FollowUp, RouteAuthorization.TokenInPath);
        routes.Add("GET", One, RateLimitRule.Webhook, Get, RouteAuthorization.TokenInPath);
        routes.Add("PATCH", One, RateLimitRule.Webhook, Edit, RouteAuthorization.TokenInPath);
        routes.Add("DELETE", One, RateLimitRule.Webhook, Delete, RouteAuthorization.TokenInPath);
    }

    private RestAnswer FollowUp(RestCall call)
    {
        var interaction = Interaction(call);
        // After a deferred answer the first follow-up takes the loading message's place.
        if (interaction.State == InteractionState.DeferredMessage && Original(interaction) is { } loading)
            return Shown(Edit(interaction, loading, call), interaction);
        var place = world.Channels.Find(interaction.ChannelId) ?? throw Refusal.UnknownChannel;
        var draft = MessageDraft.Read(call.Payload, call.Files);
        var ephemeral = draft.Flags?.HasFlag(MessageFlags.Ephemeral) == true;
        var origin = InteractionAnswers.Origin(interaction, ephemeral, interaction.OriginalMessageId);
        return Shown(writer.Write(place, interaction.ApplicationId, draft, origin), interaction);
    }

    private RestAnswer Get(RestCall call)
    {
        var interaction = Interaction(call);
        return Shown(Message(call, interaction), interaction);
    }

    private RestAnswer Edit(RestCall call)
    {
        var interaction = Interaction(call);
        return Shown(Edit(interaction, Message(call, interaction), call), interaction);
    }

    private RestAnswer Delete(RestCall call)
    {
        var interaction = Interaction(call);
        writer.Delete(Message(call, interaction));
        return RestAnswer.NoContent;
    }

    private Message Edit(Interaction interaction, Message message, RestCall call)
    {
        var edited = writer.Edit(message, MessageDraft.Read(call.Payload, call.Files, message.Flags), without: MessageFlags.Loading);
        if (interaction.State is InteractionState.DeferredMessage or InteractionState.DeferredUpdate && message.Id == interaction.OriginalMessageId)
            world.Interactions.Save(interaction with { State = InteractionState.Answered });
        return edited;
    }

    /// <summary>The interaction of the token: unknown before its first answer, invalid after a quarter of an hour.</summary>
    private Interaction Interaction(RestCall call)
    {
        var token = call.Path("token");
        if (Tokens.InteractionOf(token) is not { } id || world.Interactions.Find(id) is not { } interaction || interaction.Token != token)
            throw Refusal.UnknownWebhook;
        if (interaction.ApplicationId != call.Id("webhook") || interaction.State is InteractionState.Waiting or InteractionState.Expired)
            throw Refusal.UnknownWebhook;
        return interaction.TokenExpired(world.Time.GetUtcNow()) ? throw Refusal.InvalidWebhookToken : interaction;
    }

    private Message? Original(Interaction interaction) =>
        interaction.OriginalMessageId is { } id ? world.Messages.Find(interaction.ChannelId, id) : null;

    private Message Message(RestCall call, Interaction interaction)
    {
        if (call.Path("message") == "@original")
            return Original(interaction) ?? throw Refusal.UnknownMessage;
        var id = call.Id("message");
        return world.Messages.Find(interaction.ChannelId, id) is { } message
            && (message.Interaction?.Id == interaction.Id || message.Id == interaction.OriginalMessageId || message.Id == interaction.SourceMessageId)
            ? message
            : throw Refusal.UnknownMessage;
    }

    private RestAnswer Shown(Message message, Interaction interaction) =>
        RestAnswer.Ok(shapes.Messages.Message(message, interaction.ApplicationId));
}
