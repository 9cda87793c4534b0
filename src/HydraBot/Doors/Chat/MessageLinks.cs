using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Doors.Chat.Notices;
using HydraBot.Hosting.Threads;

namespace HydraBot.Doors.Chat;

/// <summary>Addresses of messages, as Discord's own clients open them.</summary>
internal sealed class MessageLinks(HomeGuild home, ApprovalPosts approvals, NoticePosts notices) : IMessageLinks
{
    public async Task<string?> OfApprovalAsync(Guid approval, CancellationToken cancellationToken) =>
        (await approvals.OfAsync(approval, cancellationToken)).FirstOrDefault(known => known.HasReactions) is { } post ? To(post.ChannelId, post.MessageId) : null;

    public async Task<string?> OfNoticeAsync(string key, CancellationToken cancellationToken) =>
        await notices.FindAsync(key, cancellationToken) is { } post ? To(post.ChannelId, post.MessageId) : null;

    /// <summary>The address of a message at home; null while it is not known which server that is.</summary>
    public string? To(Snowflake channel, Snowflake message) => home.Find() is { } guild ? $"https://discord.com/channels/{guild.Id}/{channel}/{message}" : null;
}
