using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.Commands;
using HydraBot.DiscordEmulator.Rest.Messages;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>An application's first answer to an interaction (Discord docs, "Interaction Callback Type").</summary>
internal sealed class InteractionAnswers(DiscordWorld world, MessageWriter writer, Happenings happenings, InteractionDeadlines deadlines, Shapes shapes)
{
    /// <summary>Answers, and returns the message that came of it, if one did.</summary>
    public Message? Answer(Interaction interaction, Payload body, IReadOnlyList<UploadedFile> files)
    {
        var type = (CallbackType)(body.Integer("type", required: true) ?? 0);
        if (!body.Errors.Any && !Fits(type, interaction))
            body.Error("type", "INTERACTION_CALLBACK_TYPE_INVALID", $"Callback type {(int)type} does not fit interaction type {(int)interaction.Type}");
        body.Errors.ThrowIfAny();
        var answered = type switch
        {
            CallbackType.Message => Write(interaction, Data(body), files),
            CallbackType.DeferredMessage => Defer(interaction, Data(body)),
            CallbackType.DeferredUpdate => Saved(interaction with { State = InteractionState.DeferredUpdate, OriginalMessageId = interaction.SourceMessageId }),
            CallbackType.UpdateMessage => Update(interaction, Data(body), files),
            CallbackType.Autocomplete => Complete(interaction, Data(body)),
            _ => Open(interaction, Data(body)),
        };
        deadlines.Stop(interaction.Id);
        if (type is not (CallbackType.Autocomplete or CallbackType.Modal))
            happenings.Tell(interaction.UserId, "INTERACTION_SUCCESS", new JsonObject { ["id"] = interaction.Id.ToString(), ["nonce"] = interaction.Nonce });
        return answered.OriginalMessageId is { } id && type is not CallbackType.DeferredUpdate ? world.Messages.Find(interaction.ChannelId, id) : null;
    }

    private static bool Fits(CallbackType type, Interaction interaction) => type switch
    {
        CallbackType.Message or CallbackType.DeferredMessage => interaction.Type != InteractionType.Autocomplete,
        CallbackType.DeferredUpdate or CallbackType.UpdateMessage =>
            interaction.SourceMessageId is not null && interaction.Type is InteractionType.MessageComponent or InteractionType.ModalSubmit,
        CallbackType.Autocomplete => interaction.Type == InteractionType.Autocomplete,
        CallbackType.Modal => interaction.Type is InteractionType.ApplicationCommand or InteractionType.MessageComponent,
        _ => false,
    };

    private static Payload Data(Payload body) =>
        body.HasValue("data") ? body.Object("data")!.Value : new Payload(Nothing, "data", body.Errors);

    private Interaction Saved(Interaction interaction) => world.Interactions.Save(interaction);

    private Interaction Write(Interaction interaction, Payload data, IReadOnlyList<UploadedFile> files)
    {
        var draft = MessageDraft.Read(data, files);
        var message = writer.Write(Place(interaction), interaction.ApplicationId, draft, Origin(interaction, IsEphemeral(draft.Flags)));
        return Saved(interaction with { State = InteractionState.Answered, OriginalMessageId = message.Id });
    }

    private Interaction Defer(Interaction interaction, Payload data)
    {
        var flags = data.Integer("flags", 0, int.MaxValue) is { } bits ? (MessageFlags)bits : MessageFlags.None;
        data.Errors.ThrowIfAny();
        var draft = new MessageDraft();
        var message = writer.Write(Place(interaction), interaction.ApplicationId, draft, Origin(interaction, IsEphemeral(flags)), MessageFlags.Loading);
        return Saved(interaction with { State = InteractionState.DeferredMessage, OriginalMessageId = message.Id });
    }

    private Interaction Update(Interaction interaction, Payload data, IReadOnlyList<UploadedFile> files)
    {
        var source = world.Messages.Find(interaction.ChannelId, interaction.SourceMessageId!.Value) ?? throw Refusal.UnknownMessage;
        writer.Edit(source, MessageDraft.Read(data, files, source.Flags));
        return Saved(interaction with { State = InteractionState.Answered, OriginalMessageId = source.Id });
    }

    private Interaction Complete(Interaction interaction, Payload data)
    {
        // Which of the three value types it must be is the option's matter; a text is also what a client shows.
        var choices = data.Objects("choices", max: 25, required: true).Select(choice => new JsonObject
        {
            ["name"] = choice.Text("name", max: 100, min: 1, required: true),
            ["value"] = ChoiceValue(choice),
        }).ToArray<JsonNode>();
        data.Errors.ThrowIfAny();
        happenings.Tell(interaction.UserId, "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", new JsonObject { ["choices"] = new JsonArray(choices), ["nonce"] = interaction.Nonce });
        return Saved(interaction with { State = InteractionState.Answered });
    }

    private static JsonNode? ChoiceValue(Payload choice) =>
        choice.HasValue("value") && choice.Element.GetProperty("value").ValueKind == JsonValueKind.Number
            ? CommandChoiceReader.Number(choice, "value")
            : choice.Text("value", max: 100, required: true);

    private Interaction Open(Interaction interaction, Payload data)
    {
        var modal = ModalReader.Read(data);
        data.Errors.ThrowIfAny();
        var shown = (JsonObject)modal.DeepClone();
        shown["id"] = interaction.Id.ToString();
        shown["nonce"] = interaction.Nonce;
        shown["channel_id"] = interaction.ChannelId.ToString();
        shown["application"] = shapes.Applications.Public(world.Applications.Find(interaction.ApplicationId)!);
        happenings.Tell(interaction.UserId, "INTERACTION_MODAL_CREATE", shown);
        return Saved(interaction with { State = InteractionState.Answered, Modal = modal.Frozen });
    }

    private Channel Place(Interaction interaction) => world.Channels.Find(interaction.ChannelId) ?? throw Refusal.UnknownChannel;

    private static bool IsEphemeral(MessageFlags? flags) => flags?.HasFlag(MessageFlags.Ephemeral) == true;

    /// <summary>How a message shows that it answers this interaction; also for follow-ups.</summary>
    public static MessageOrigin Origin(Interaction interaction, bool ephemeral, Snowflake? followUpOf = null) => new(
        interaction.ApplicationId,
        interaction.Metadata! with { OriginalResponseId = followUpOf },
        (followUpOf ?? interaction.SourceMessageId) is not null ? MessageType.Reply
            : (interaction.Metadata!.Triggering ?? interaction.Metadata) is { TargetUserId: null, TargetMessageId: null } ? MessageType.ChatInputCommand
            : MessageType.ContextMenuCommand,
        EphemeralTo: ephemeral ? interaction.UserId : null,
        ReferenceTo(interaction, followUpOf ?? interaction.SourceMessageId));

    private static MessageReference? ReferenceTo(Interaction interaction, Snowflake? messageId) =>
        messageId is { } id ? new MessageReference(interaction.ChannelId, id, interaction.GuildId) : null;

    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement.Clone();
}
