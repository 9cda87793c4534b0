using System.Text.Json;
using HydraBot.Discord.Interactions;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>Brings every slash command to its operation, and the outcome back to the same message.</summary>
internal sealed partial class CommandDoor(
    ChatClient chat,
    HomeGuild home,
    MemberAccess access,
    OperationCatalog catalog,
    OperationReply reply,
    RunningCommands running,
    IServiceProvider services,
    TimeProvider time,
    ILogger<CommandDoor> logger)
{
    /// <summary>Hangs a handler on each operation's command, before the first connection.</summary>
    public void Open()
    {
        running.Open();
        chat.Client.Interactions.OnComponent(CardButtons.Prefix, PressedAsync, Deferral.None);
        foreach (var operation in catalog.All)
        {
            Hang(operation, CommandNames.Path(operation), operation.Private ? Deferral.Ephemeral : Deferral.Public);
            if (operation.Message is { } name)
                HangOnMessages(operation, name);
        }
    }

    private void Hang(Operation operation, string path, Deferral deferral)
    {
        var interactions = chat.Client.Interactions;
        if (operation.Form)
        {
            interactions.OnCommand(path, (interaction, token) => AskAsync(operation, path, interaction, token), Deferral.None);
            interactions.OnModal(
                $"{CommandForm.Prefix}{operation.Name}", (interaction, token) => AnswerAsync(operation, CommandForm.Read(operation, interaction.Data.Inputs), interaction, token), deferral);
            return;
        }

        interactions.OnCommand(path, (interaction, token) => AnswerAsync(operation, SlashArguments.Read(operation, interaction.Data), interaction, token), deferral);
        if (operation.Suggestions.Count > 0)
            interactions.OnAutocomplete(path, (interaction, token) => SuggestAsync(operation, interaction, token));
    }

    private void HangOnMessages(Operation operation, string name)
    {
        var interactions = chat.Client.Interactions;
        interactions.OnCommand(
            name,
            (interaction, token) => AnswerAsync(operation, SlashArguments.Read(operation, interaction.Data), interaction, token),
            operation.Code ? Deferral.Public : Deferral.Ephemeral);
        if (!operation.Code)
            return;
        interactions.OnComponent(
            $"{CodeButtons.Prefix}{operation.Name}",
            (interaction, token) => AnswerAsync(operation, CodeButtons.Arguments(operation, interaction.Interaction.Message), interaction, token),
            Deferral.Public);
    }

    /// <summary>Shows the form to those who may run the operation; others hear why not.</summary>
    private async Task AskAsync(Operation operation, string path, InteractionContext interaction, CancellationToken cancellationToken)
    {
        if (Asker(interaction).Access < operation.Access)
        {
            await interaction.RespondAsync(
                CardMessage.Draw(new Card { Title = "No access", Severity = CardSeverity.Bad, Text = $"/{path} needs the access of {operation.Access}." }), ephemeral: true, cancellationToken);
            return;
        }

        var suggested = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (parameter, type) in operation.Suggestions)
        {
            if (services.GetService(type) is ISuggestionSource source)
                suggested[parameter] = await source.SuggestAsync("", cancellationToken).Where(value => value.Length is > 0 and <= 100).Take(25).ToListAsync(cancellationToken);
        }

        await interaction.ShowModalAsync(CommandForm.Draw(operation, $"/{path}", suggested), cancellationToken);
    }

    /// <summary>A button of a card: whoever presses it asks, with their own access.</summary>
    private async Task PressedAsync(InteractionContext interaction, CancellationToken cancellationToken)
    {
        if (CardButtons.Read(catalog, interaction.Data.CustomId) is not var (operation, arguments))
        {
            await interaction.RespondAsync(CardMessage.Draw(new Card { Title = "Nothing changed", Severity = CardSeverity.Warning, Text = "This can no longer be done." }), ephemeral: true, cancellationToken);
            return;
        }

        await interaction.DeferAsync(operation.Private, cancellationToken);
        await AnswerAsync(operation, arguments, interaction, cancellationToken);
    }

    private async Task AnswerAsync(Operation operation, JsonElement arguments, InteractionContext interaction, CancellationToken cancellationToken)
    {
        var request = OperationRequest.Create(operation.Name, arguments, Asker(interaction), Door.Chat, time, $"discord-{interaction.Interaction.Id}");
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = request.CorrelationId });
        LogCommand(operation.Name, request.Caller.Name);
        await reply.AnswerAsync(operation, request, new InteractionSurface(interaction), cancellationToken);
    }

    /// <summary>Completes an option for those who may run the operation; others learn nothing of the house.</summary>
    private async Task<IReadOnlyList<CommandChoice>> SuggestAsync(Operation operation, InteractionContext interaction, CancellationToken cancellationToken)
    {
        if (interaction.Data.Focused is not { } focused || Asker(interaction).Access < operation.Access)
            return [];
        var parameter = operation.Suggestions.Keys.FirstOrDefault(name => CommandNames.Option(name) == focused.Name);
        if (parameter is null || services.GetService(operation.Suggestions[parameter]) is not ISuggestionSource source)
            return [];
        return await source.SuggestAsync(focused.AsText(), cancellationToken)
            .Where(value => value.Length is > 0 and <= 100)
            .Take(25)
            .Select(value => new CommandChoice(value, value))
            .ToListAsync(cancellationToken);
    }

    private Caller Asker(InteractionContext interaction) => access.Identify(
        interaction.User, home.Is(interaction.Interaction.GuildId) ? interaction.Member : null, chat.Client.Cache)
        with
    { Channel = interaction.Interaction.ChannelId?.ToString() };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} asked by {Caller}")]
    private partial void LogCommand(string operation, string caller);
}
