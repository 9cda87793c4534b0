using HydraBot.Discord.Interactions;
using HydraBot.Doors.Chat.Approvals;
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
    GovernedExecutor executor,
    ApprovalScreens approvals,
    IServiceProvider services,
    TimeProvider time,
    ILogger<CommandDoor> logger)
{
    /// <summary>Hangs a handler on each operation's command, before the first connection.</summary>
    public void Open()
    {
        foreach (var operation in catalog.All)
        {
            var path = CommandNames.Path(operation);
            chat.Client.Interactions.OnCommand(path, (interaction, token) => AnswerAsync(operation, interaction, token), operation.Private ? Deferral.Ephemeral : Deferral.Public);
            if (operation.Suggestions.Count > 0)
                chat.Client.Interactions.OnAutocomplete(path, (interaction, token) => SuggestAsync(operation, interaction, token));
            if (operation.Message is { } message)
                chat.Client.Interactions.OnCommand(message, (interaction, token) => AnswerAsync(operation, interaction, token), Deferral.Ephemeral);
        }
    }

    private async Task AnswerAsync(Operation operation, InteractionContext interaction, CancellationToken cancellationToken)
    {
        var request = OperationRequest.Create(
            operation.Name, SlashArguments.Read(operation, interaction.Data), Asker(interaction), Door.Chat, time, $"discord-{interaction.Interaction.Id}");
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = request.CorrelationId });
        LogCommand(operation.Name, request.Caller.Name);

        var text = new TextReply(interaction);
        OperationOutcome outcome;
        await using (var progress = new PacedProgress((step, token) => text.ShowAsync(step.Text, token), time, logger))
            outcome = await executor.ExecuteAsync(request, progress, cancellationToken);

        switch (outcome)
        {
            case OperationOutcome.Waiting waiting:
                var message = await interaction.RespondAsync(ApprovalMessage.Draw(waiting.Approval), cancellationToken: cancellationToken);
                await approvals.AddAsync(waiting.Approval, message.ChannelId, message.Id, cancellationToken);
                break;
            case OperationOutcome.Done { Result.Card: { Plain: true } card }:
                await text.ShowAsync(card.Text ?? card.Title, cancellationToken);
                break;
            default:
                var hidden = operation.Private || outcome is OperationOutcome.Refused { Refusal.Kind: RefusalKind.Access or RefusalKind.WrongArguments };
                await interaction.RespondAsync(CardMessage.Draw(OutcomeCard.Of(operation.Name, outcome)), hidden, cancellationToken);
                break;
        }
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
        with { Channel = interaction.Interaction.ChannelId?.ToString() };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} asked by {Caller}")]
    private partial void LogCommand(string operation, string caller);
}
