using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>Sends a request down the road and shows what comes of it, as it comes.</summary>
internal sealed class OperationReply(
    OperationCatalog catalog, GovernedExecutor road, ApprovalScreens approvals, ApprovalPreviews previews, RunningCommands running, TimeProvider time, ILogger<OperationReply> logger)
{
    /// <summary>What runs for longer is cancelled by a button.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    public async Task AnswerAsync(Operation operation, OperationRequest request, IReplySurface surface, CancellationToken cancellationToken)
    {
        var text = new TextReply(surface);
        OperationOutcome outcome;
        using (var run = running.Begin(request, cancellationToken))
        await using (var progress = new PacedProgress((step, token) => text.ShowAsync(step.Text, (_, last) => last && operation.TimeLimit > Long ? running.Button(request.Id) : [], token), time, logger))
            outcome = await road.ExecuteAsync(request, progress, run.Token);

        switch (outcome)
        {
            case OperationOutcome.Waiting waiting:
                var preview = await previews.ShowAsync(request, cancellationToken);
                var message = await text.EndAsync(ApprovalMessage.Draw(waiting.Approval, preview), ephemeral: false, cancellationToken);
                await approvals.AddAsync(waiting.Approval, message.ChannelId, message.Id, cancellationToken);
                break;
            case OperationOutcome.Done { Result.Card: { Plain: true } card }:
                await text.ShowAsync(
                    card.Footer is { } footer ? $"{card.Text ?? card.Title}\n-# {footer}" : card.Text ?? card.Title,
                    (part, last) => [.. CodeButtons.Below(catalog.All, part), .. last ? CardButtons.Row(card) : []], cancellationToken);
                await text.WithWholeAsync(card.Text ?? card.Title, cancellationToken);
                break;
            default:
                var hidden = operation.Private || outcome is OperationOutcome.Refused { Refusal.Kind: RefusalKind.Access or RefusalKind.WrongArguments };
                var drawn = OutcomeCard.Of(operation.Name, outcome);
                await text.EndAsync(CardMessage.Draw(drawn) with { Components = CardButtons.Row(drawn) }, hidden, cancellationToken);
                break;
        }
    }
}
