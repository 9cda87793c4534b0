using System.Data.Common;
using Dapper;
using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>Remembers which messages show which approval, so that a reaction given while the bot was down still finds it.</summary>
internal sealed class ApprovalPosts(DbDataSource database)
{
    public async Task AddAsync(ApprovalPost post, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO approval_posts (message_id, channel_id, approval_id, has_reactions) VALUES (@message, @channel, @approval, @reactions) ON CONFLICT (message_id) DO NOTHING",
            new { message = post.MessageId.ToString(), channel = post.ChannelId.ToString(), approval = post.ApprovalId.ToString("N"), reactions = post.HasReactions ? 1 : 0 },
            cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<ApprovalPost>> OfAsync(Guid approvalId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Message, string Channel, long Reactions)>(new CommandDefinition(
            "SELECT message_id, channel_id, CAST(has_reactions AS BIGINT) FROM approval_posts WHERE approval_id = @approval ORDER BY message_id",
            new { approval = approvalId.ToString("N") },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new ApprovalPost(approvalId, Snowflake.Parse(row.Channel), Snowflake.Parse(row.Message), row.Reactions != 0))];
    }

    /// <summary>The approval that a message shows; null for any other message.</summary>
    public async Task<Guid?> FindAsync(Snowflake messageId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "SELECT approval_id FROM approval_posts WHERE message_id = @message", new { message = messageId.ToString() }, cancellationToken: cancellationToken));
        return id is null ? null : Guid.ParseExact(id, "N");
    }
}
