using System.Data.Common;
using HydraBot.Discord.Model;
using HydraBot.Storage;

namespace HydraBot.Doors.Chat.Notices;

/// <summary>Remembers which message shows which named notice, over restarts.</summary>
internal sealed class NoticePosts(Database database, TimeProvider time)
{
    /// <summary>Messages of notices that nobody has shown for so long are history: they are not edited any more.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string Columns = "notice_key, channel_id, message_id, pinned, answers";

    public async Task<NoticePost?> FindAsync(string key, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"SELECT {Columns} FROM notice_posts WHERE notice_key = @key", Read, ("key", key)), cancellationToken);

    public async Task<NoticePost?> OfMessageAsync(Snowflake messageId, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"SELECT {Columns} FROM notice_posts WHERE message_id = @message", Read, ("message", messageId.ToString())), cancellationToken);

    public async Task KeepAsync(NoticePost post, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(Durability.Process, async session =>
        {
            await session.ExecuteAsync(
                $"""
                INSERT INTO notice_posts ({Columns}, shown_at) VALUES (@key, @channel, @message, @pinned, @answers, @now)
                ON CONFLICT (notice_key) DO UPDATE SET channel_id = excluded.channel_id, message_id = excluded.message_id, pinned = excluded.pinned,
                    answers = excluded.answers, shown_at = excluded.shown_at
                """,
                ("key", post.Key), ("channel", post.ChannelId.ToString()), ("message", post.MessageId.ToString()), ("pinned", post.Pinned ? 1L : 0L),
                ("answers", StoredAnswers.Write(post.Answers)), ("now", now.ToUnixTimeMilliseconds()));
            return await session.ExecuteAsync("DELETE FROM notice_posts WHERE shown_at < @old", ("old", (now - Kept).ToUnixTimeMilliseconds()));
        }, cancellationToken);
    }

    private static NoticePost Read(DbDataReader row) => new(
        row.GetString(0), Snowflake.Parse(row.GetString(1)), Snowflake.Parse(row.GetString(2)), row.GetInt64(3) != 0, StoredAnswers.Read(row.GetString(4)));
}
