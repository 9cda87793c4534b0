using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>Commands, and interactions for as long as their tokens live.</summary>
internal static class InteractionForms
{
    public static readonly RecordForm<ApplicationCommand> Command = new(
        command => new()
        {
            ["id"] = command.Id.ToString(),
            ["applicationId"] = command.ApplicationId.ToString(),
            ["guildId"] = command.GuildId.Json,
            ["version"] = command.Version.ToString(),
            ["type"] = command.Type,
            ["name"] = command.Name,
            ["definition"] = command.Definition.Json,
        },
        stored => new ApplicationCommand(
            stored.Id("id"), stored.Id("applicationId"), stored.IdOrNull("guildId"), stored.Id("version"), stored.Number("type"), stored.Text("name"),
            stored.Kept("definition")!.Value));

    public static readonly RecordForm<Interaction> Interaction = new(
        interaction => new()
        {
            ["id"] = interaction.Id.ToString(),
            ["type"] = (int)interaction.Type,
            ["applicationId"] = interaction.ApplicationId.ToString(),
            ["userId"] = interaction.UserId.ToString(),
            ["channelId"] = interaction.ChannelId.ToString(),
            ["token"] = interaction.Token,
            ["createdAt"] = interaction.CreatedAt.Stored,
            ["guildId"] = interaction.GuildId.Json,
            ["state"] = (int)interaction.State,
            ["nonce"] = interaction.Nonce,
            ["metadata"] = interaction.Metadata is { } metadata ? Write(metadata) : null,
            ["sourceMessageId"] = interaction.SourceMessageId.Json,
            ["originalMessageId"] = interaction.OriginalMessageId.Json,
            ["modal"] = interaction.Modal?.Json,
        },
        stored => new Interaction(
            stored.Id("id"), (InteractionType)stored.Number("type"), stored.Id("applicationId"), stored.Id("userId"), stored.Id("channelId"),
            stored.Text("token"), stored.Moment("createdAt"))
        {
            GuildId = stored.IdOrNull("guildId"),
            State = (InteractionState)stored.Number("state"),
            Nonce = stored.TextOrNull("nonce"),
            Metadata = stored.Record("metadata") is { } metadata ? ReadMetadata(metadata) : null,
            SourceMessageId = stored.IdOrNull("sourceMessageId"),
            OriginalMessageId = stored.IdOrNull("originalMessageId"),
            Modal = stored.Kept("modal"),
        });

    public static JsonObject Write(InteractionMetadata metadata) => new()
    {
        ["id"] = metadata.Id.ToString(),
        ["type"] = (int)metadata.Type,
        ["userId"] = metadata.UserId.ToString(),
        ["name"] = metadata.Name,
        ["guildId"] = metadata.GuildId.Json,
        ["originalResponseId"] = metadata.OriginalResponseId.Json,
        ["interactedMessageId"] = metadata.InteractedMessageId.Json,
        ["targetUserId"] = metadata.TargetUserId.Json,
        ["targetMessageId"] = metadata.TargetMessageId.Json,
        ["triggering"] = metadata.Triggering is { } triggering ? Write(triggering) : null,
    };

    public static InteractionMetadata ReadMetadata(JsonElement stored) => new(stored.Id("id"), (InteractionType)stored.Number("type"), stored.Id("userId"))
    {
        Name = stored.TextOrNull("name"),
        GuildId = stored.IdOrNull("guildId"),
        OriginalResponseId = stored.IdOrNull("originalResponseId"),
        InteractedMessageId = stored.IdOrNull("interactedMessageId"),
        TargetUserId = stored.IdOrNull("targetUserId"),
        TargetMessageId = stored.IdOrNull("targetMessageId"),
        Triggering = stored.Record("triggering") is { } triggering ? ReadMetadata(triggering) : null,
    };
}
