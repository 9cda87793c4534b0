using HydraBot.Storage;

namespace HydraBot.Doors.Chat.Threads;

/// <summary>Which threads are whose, and the newest message in each that was heard.</summary>
internal sealed class ThreadStore(Database database)
{
    public ValueTask<string?> FindAsync(string room, string key, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync("SELECT thread_id FROM conversation_threads WHERE room = @room AND topic = @key", row => row.GetString(0), ("room", room), ("key", key)), cancellationToken);

    public async Task AddAsync(KnownThread thread, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        session => session.ExecuteAsync(
            "INSERT INTO conversation_threads (thread_id, room, topic, heard) VALUES (@thread, @room, @key, @heard) ON CONFLICT (thread_id) DO NOTHING",
            ("thread", thread.Id), ("room", thread.Room), ("key", thread.Key), ("heard", thread.Heard)),
        cancellationToken);

    public async Task RemoveAsync(string thread, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process, session => session.ExecuteAsync("DELETE FROM conversation_threads WHERE thread_id = @thread", ("thread", thread)), cancellationToken);

    public ValueTask<List<KnownThread>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync("SELECT thread_id, room, topic, heard FROM conversation_threads", row => new KnownThread(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))), cancellationToken);

    public async Task HeardAsync(string thread, string message, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process, session => session.ExecuteAsync("UPDATE conversation_threads SET heard = @message WHERE thread_id = @thread", ("message", message), ("thread", thread)), cancellationToken);
}

/// <summary>A thread that a room opened.</summary>
internal sealed record KnownThread(string Id, string Room, string Key, string Heard);
