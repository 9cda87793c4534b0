using HydraBot.DiscordEmulator.Rest.Commands;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Reads what a member's client sends to <c>POST /interactions</c>.</summary>
internal sealed class SubmissionReader(DiscordWorld world, Access access, Shapes shapes)
{
    public InteractionSubmission Read(RestCall call, Channel place)
    {
        var body = call.Payload;
        var type = (InteractionType)(body.Integer("type", (int)InteractionType.ApplicationCommand, (int)InteractionType.ModalSubmit, required: true) ?? 0);
        var applicationId = body.Id("application_id", required: true);
        body.Text("session_id", max: 100, min: 1, required: true);
        body.Text("nonce", max: 25);
        var data = body.Object("data", required: true);
        body.Errors.ThrowIfAny();
        var application = world.Applications.Find(applicationId!.Value) ?? throw Refusal.UnknownApplication;
        if (place.GuildId is { } guildId && world.Members.Find(new MemberKey(guildId, application.Id)) is null)
            throw Refusal.UnknownApplication;
        var resolved = new ResolvedData(world, access, shapes, place);
        var files = new InteractionFiles(world, place, call.Files);
        var submission = type switch
        {
            InteractionType.MessageComponent => Component(call, body, data!.Value, application, place, resolved),
            InteractionType.ModalSubmit => Modal(call, data!.Value, application, resolved, files),
            _ => Command(call, data!.Value, type, application, place, resolved, files),
        };
        body.Errors.ThrowIfAny();
        if (resolved.Json is { } json)
            submission.Data["resolved"] = json;
        return submission;
    }

    private InteractionSubmission Command(
        RestCall call, Payload data, InteractionType type, Application application, Channel place, ResolvedData resolved, InteractionFiles files)
    {
        var command = Find(data, application, place);
        if (data.HasValue("version") && data.Id("version") != command.Version)
            data.Error("version", "INTERACTION_APPLICATION_COMMAND_INVALID_VERSION", "This command is outdated, please try again in a few minutes");
        if (RequiredPermissions(command) is { } needed && !access.InChannel(place, call.Caller.Id).HasFlag(needed))
            throw Refusal.MissingPermissions;
        var shown = new JsonObject { ["id"] = command.Id.ToString(), ["name"] = command.Name, ["type"] = command.Type };
        if (command.GuildId is { } guildId)
            shown["guild_id"] = guildId.ToString();
        var metadata = new InteractionMetadata(default, InteractionType.ApplicationCommand, call.Caller.Id) { Name = command.Name, GuildId = place.GuildId };
        if (command.Type == ApplicationCommand.ChatInput)
        {
            var values = new OptionValues(resolved, files, call.Caller.Id, autocomplete: type == InteractionType.Autocomplete);
            var options = values.Read(data, command.Definition);
            if (type == InteractionType.Autocomplete && !values.FocusSeen)
                data.Error("options", "INTERACTION_AUTOCOMPLETE_NO_FOCUSED_OPTION", "One option must be focused");
            if (options.Count > 0)
                shown["options"] = options;
            metadata = metadata with { Name = FullName(command.Name, options) };
        }
        else
        {
            metadata = Target(data, command, place, resolved, metadata, shown, call.Caller.Id);
        }
        return new InteractionSubmission(type, application, shown, metadata);
    }

    /// <summary>With subcommand group and subcommand, as messages tell which command caused them.</summary>
    private static string FullName(string name, JsonArray options) =>
        options is [JsonObject inner] && (CommandOptionType)(int)inner["type"]! is CommandOptionType.Subcommand or CommandOptionType.SubcommandGroup
            ? FullName($"{name} {inner["name"]}", inner["options"]?.AsArray() ?? [])
            : name;

    private ApplicationCommand Find(Payload data, Application application, Channel place)
    {
        var id = data.Id("id", required: true);
        data.Errors.ThrowIfAny();
        return world.Commands.Find(id!.Value) is { } command && command.ApplicationId == application.Id
            && (command.GuildId is null || command.GuildId == place.GuildId)
            ? command
            : throw Refusal.UnknownCommand;
    }

    private static Permissions? RequiredPermissions(ApplicationCommand command) =>
        command.Definition.TryGetProperty("default_member_permissions", out var text) && ulong.TryParse(text.GetString(), out var bits)
            ? (Permissions)bits
            : null;

    private InteractionMetadata Target(
        Payload data, ApplicationCommand command, Channel place, ResolvedData resolved, InteractionMetadata metadata, JsonObject shown, Snowflake userId)
    {
        var targetId = data.Id("target_id", required: true) ?? default;
        shown["target_id"] = targetId.ToString();
        if (command.Type == ApplicationCommand.OnUser)
        {
            if (!resolved.TryUser(targetId))
                throw Refusal.UnknownUser;
            return metadata with { TargetUserId = targetId };
        }
        resolved.Add(world.Messages.Find(place.Id, targetId) ?? throw Refusal.UnknownMessage, userId);
        return metadata with { TargetMessageId = targetId };
    }

    private InteractionSubmission Component(RestCall call, Payload body, Payload data, Application application, Channel place, ResolvedData resolved)
    {
        var messageId = body.Id("message_id", required: true);
        var customId = data.Text("custom_id", max: 100, min: 1, required: true);
        body.Errors.ThrowIfAny();
        if (world.Messages.Find(place.Id, messageId!.Value) is not { } message
            || message.AuthorId != application.Id || (message.EphemeralTo is { } only && only != call.Caller.Id))
            throw Refusal.UnknownMessage;
        if (ComponentFinder.Find(message.Components, customId!) is not { } component
            || (component.TryGetProperty("disabled", out var disabled) && disabled.GetBoolean()))
            throw Refusal.InvalidField("data.custom_id", "COMPONENT_VALIDATION_FAILED", "Component validation failed");
        var type = (ComponentType)component.GetProperty("type").GetInt32();
        var shown = new JsonObject { ["custom_id"] = customId, ["component_type"] = (int)type, ["id"] = component.GetProperty("id").GetInt32() };
        if (type != ComponentType.Button)
            shown["values"] = new SelectedValues(resolved, call.Caller.Id).Read(data, component, type);
        var metadata = new InteractionMetadata(default, InteractionType.MessageComponent, call.Caller.Id)
        {
            GuildId = place.GuildId,
            InteractedMessageId = message.Id,
        };
        return new InteractionSubmission(InteractionType.MessageComponent, application, shown, metadata) { Source = message };
    }

    private InteractionSubmission Modal(RestCall call, Payload data, Application application, ResolvedData resolved, InteractionFiles files)
    {
        var openedBy = data.Id("id", required: true);
        var customId = data.Text("custom_id", max: 100, min: 1, required: true);
        data.Errors.ThrowIfAny();
        if (world.Interactions.Find(openedBy!.Value) is not { Modal: { } modal } opener
            || opener.UserId != call.Caller.Id || opener.ApplicationId != application.Id
            || modal.GetProperty("custom_id").GetString() != customId)
            throw Refusal.UnknownInteraction;
        var submission = new ModalSubmission(new SelectedValues(resolved, call.Caller.Id), files, resolved);
        var shown = new JsonObject { ["custom_id"] = customId, ["components"] = submission.Read(data, modal) };
        var metadata = new InteractionMetadata(default, InteractionType.ModalSubmit, call.Caller.Id)
        {
            GuildId = opener.GuildId,
            Triggering = opener.Metadata,
        };
        var source = opener.SourceMessageId is { } id ? world.Messages.Find(opener.ChannelId, id) : null;
        return new InteractionSubmission(InteractionType.ModalSubmit, application, shown, metadata) { Source = source };
    }
}
