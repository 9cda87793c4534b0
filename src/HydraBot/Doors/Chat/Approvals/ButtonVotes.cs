using HydraBot.Discord.Interactions;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>Counts the buttons below approvals; whoever presses in vain is told why, for their eyes alone.</summary>
internal sealed class ButtonVotes(ChatClient chat, HomeGuild home, MemberAccess access, ApprovalDesk desk, IApprovalStore approvals, IEnumerable<IStandingAnswers> standing)
{
    /// <summary>Listens, before the first connection.</summary>
    public void Open() => chat.Client.Interactions.OnComponent(ApprovalMessage.ButtonPrefix, PressedAsync);

    private async Task PressedAsync(InteractionContext interaction, CancellationToken cancellationToken)
    {
        if (!ApprovalMessage.TryRead(interaction.Data.CustomId, out var approvalId, out var agrees, out var always))
            return;
        var member = home.Is(interaction.Interaction.GuildId) ? interaction.Member : null;
        var voter = access.Identify(interaction.User, member, chat.Client.Cache);
        if (always && await approvals.FindAsync(approvalId, cancellationToken) is { } approval)
        {
            foreach (var answers in standing)
                await answers.ChosenAsync(approval, voter, cancellationToken);
        }

        var result = await desk.VoteAsync(approvalId, voter, agrees, cancellationToken);
        if (result.Outcome is VoteOutcome.Decided)
            await interaction.DeferUpdateAsync(cancellationToken);
        else
            await interaction.RespondAsync(CardMessage.Draw(Told(result)), ephemeral: true, cancellationToken);
    }

    private static Card Told(VoteResult result) => new()
    {
        Title = result.Outcome switch
        {
            VoteOutcome.Counted => "Your vote counts",
            VoteOutcome.NotAllowed => "Your vote does not count",
            _ => "Nothing changed",
        },
        Severity = result.Outcome == VoteOutcome.Counted ? CardSeverity.Good : CardSeverity.Warning,
        Text = result.Message,
    };
}
