using HydraBot.DiscordEmulator.Rest.Interactions;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>The application's first answer; its token is in the path.</summary>
internal sealed class CallbackRoutes(DiscordWorld world, InteractionAnswers answers, Shapes shapes)
{
    public void Map(RestRoutes routes) =>
        routes.Add("POST", "interactions/{interaction}/{token}/callback", RateLimitRule.InteractionCallback, Answer, RouteAuthorization.TokenInPath);

    private RestAnswer Answer(RestCall call)
    {
        if (world.Interactions.Find(call.Id("interaction")) is not { } interaction || interaction.Token != call.Path("token")
            || interaction.State == InteractionState.Expired || TooLate(interaction))
            throw Refusal.UnknownInteraction;
        if (interaction.State != InteractionState.Waiting)
            throw Refusal.AlreadyAcknowledged;
        var body = call.Payload;
        var message = answers.Answer(interaction, body, call.Files);
        return call.QueryFlag("with_response") ? RestAnswer.Ok(Response(interaction, (CallbackType)body.Integer("type")!, message)) : RestAnswer.NoContent;
    }

    /// <summary>Also after a restart, which no timer outlives.</summary>
    private bool TooLate(Interaction interaction) =>
        interaction.State == InteractionState.Waiting && world.Time.GetUtcNow() - interaction.CreatedAt >= Interaction.AnswerTime;

    private JsonObject Response(Interaction interaction, CallbackType type, Message? message)
    {
        var about = new JsonObject { ["id"] = interaction.Id.ToString(), ["type"] = (int)interaction.Type, ["channel_id"] = interaction.ChannelId.ToString() };
        if (interaction.GuildId is { } guildId)
            about["guild_id"] = guildId.ToString();
        var response = new JsonObject { ["interaction"] = about };
        if (message is null)
            return response;
        about["response_message_id"] = message.Id.ToString();
        about["response_message_loading"] = message.Flags.HasFlag(MessageFlags.Loading);
        about["response_message_ephemeral"] = message.IsEphemeral;
        // A deferred answer makes a message too, and the resource names what was made.
        var made = type == CallbackType.DeferredMessage ? CallbackType.Message : type;
        response["resource"] = new JsonObject { ["type"] = (int)made, ["message"] = shapes.Messages.Message(message, interaction.ApplicationId) };
        return response;
    }
}
