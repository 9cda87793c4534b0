using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>Counts ✅ and ❌ below approvals: as they are pressed, and those that were pressed while nobody listened.</summary>
internal sealed partial class ReactionVotes(
    ChatClient chat, HomeGuild home, MemberAccess access, ApprovalPosts posts, ApprovalDesk desk, ILogger<ReactionVotes> logger)
{
    /// <summary>Listens, before the first connection.</summary>
    public void Open() => chat.Client.On<MessageReactionAdd>(PressedAsync);

    /// <summary>Counts what stands below a post. Refusals go first: in doubt, nothing runs.</summary>
    public async Task CountAsync(ApprovalPost post, CancellationToken cancellationToken)
    {
        foreach (var emoji in new[] { ApprovalMessage.No, ApprovalMessage.Yes })
        {
            foreach (var user in await chat.Client.Rest.GetReactionsAsync(post.ChannelId, post.MessageId, emoji, cancellationToken: cancellationToken))
            {
                if (!user.Bot && home.Find() is { } guild && await MemberAsync(guild.Id, user.Id, cancellationToken) is { } member)
                    await VoteAsync(post.ApprovalId, access.Identify(user, member, chat.Client.Cache), emoji, cancellationToken);
            }
        }
    }

    /// <returns>Null when the member has left the server, whose vote then counts for nothing and hinders no other.</returns>
    private async Task<Member?> MemberAsync(Snowflake guild, Snowflake user, CancellationToken cancellationToken)
    {
        try
        {
            return await chat.Client.Rest.GetGuildMemberAsync(guild, user, cancellationToken);
        }
        catch (DiscordRestException gone) when (gone.Code == DiscordErrorCodes.UnknownMember)
        {
            return null;
        }
    }

    private async Task PressedAsync(MessageReactionAdd reaction, CancellationToken cancellationToken)
    {
        if (reaction.Emoji is not { Id: null, Name: ApprovalMessage.Yes or ApprovalMessage.No }
            || !home.Is(reaction.GuildId)
            || reaction.Member?.User is not { Bot: false } user)
        {
            return;
        }

        if (await posts.FindAsync(reaction.MessageId, cancellationToken) is { } approvalId)
            await VoteAsync(approvalId, access.Identify(user, reaction.Member, chat.Client.Cache), reaction.Emoji.Name, cancellationToken);
    }

    private async Task VoteAsync(Guid approvalId, Caller voter, string emoji, CancellationToken cancellationToken)
    {
        var result = await desk.VoteAsync(approvalId, voter, emoji == ApprovalMessage.Yes, cancellationToken);
        LogVote(voter.Name, emoji, approvalId, result.Outcome, result.Message);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Voter} pressed {Emoji} on approval {ApprovalId}: {Outcome} ({Explanation})")]
    private partial void LogVote(string voter, string emoji, Guid approvalId, VoteOutcome outcome, string explanation);
}
