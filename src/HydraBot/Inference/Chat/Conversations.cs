using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.Inference.Chat;

/// <summary>
/// Remembers what each caller and the model said last, so that a follow-up is understood: for half an hour, and over a restart where there is storage.
/// In a channel of its own a caller has a conversation of its own; a thread that was opened for one is shared, and lasts for a month.
/// </summary>
internal sealed class Conversations(ChatThreads threads, IServiceProvider services, TimeProvider time)
{
    public const int MostTurns = 10;

    /// <summary>What a small model's context holds beside a long question.</summary>
    private const int MostCharacters = 24_000;

    private const int MostConversations = 1_000;

    private const string OfThread = "thread:";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30), KeptInThread = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Conversation> _byCaller = [];
    private readonly Database? _database = services.GetService<Database>();

    /// <summary>What was said before, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Turn>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var key = Key(caller);
        lock (_gate)
        {
            if (_byCaller.TryGetValue(key, out var known))
                return IsFresh(key, known) ? known.Turns : [];
        }

        if (_database is null)
            return [];
        var stored = await _database.ReadAsync(
            session => session.FirstAsync("SELECT at, turns FROM chat_conversations WHERE caller = @caller", row => new Conversation(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), Read(row.GetString(1))), ("caller", key)), cancellationToken);
        return stored is not null && IsFresh(key, stored) ? stored.Turns : [];
    }

    /// <summary>Adds what was said now, after <paramref name="before"/>; what does not fit any more is forgotten, oldest first.</summary>
    public async ValueTask RememberAsync(Caller caller, IReadOnlyList<Turn> before, Turn now, CancellationToken cancellationToken)
    {
        var room = MostCharacters;
        Turn[] turns =
        [
            .. before.Append(now).TakeLast(MostTurns).Reverse().TakeWhile(turn => (room -= turn.Length) >= 0).Reverse(),
        ];
        var (key, conversation) = (Key(caller), new Conversation(time.GetUtcNow(), turns));
        lock (_gate)
        {
            _byCaller[key] = conversation;
            if (_byCaller.Count > MostConversations)
                _byCaller.Remove(_byCaller.MinBy(pair => pair.Value.At).Key);
        }

        if (_database is null)
            return;
        await _database.WriteAsync(Durability.Process, async session =>
        {
            // What is older than a conversation lasts is nobody's any more.
            await session.ExecuteAsync(
                "DELETE FROM chat_conversations WHERE caller = @caller OR at < @oldest OR (at < @old AND caller NOT LIKE 'thread:%')",
                ("caller", key), ("old", (conversation.At - Kept).ToUnixTimeMilliseconds()), ("oldest", (conversation.At - KeptInThread).ToUnixTimeMilliseconds()));
            return await session.ExecuteAsync(
                "INSERT INTO chat_conversations (caller, at, turns) VALUES (@caller, @at, @turns)",
                ("caller", key), ("at", conversation.At.ToUnixTimeMilliseconds()), ("turns", Text(turns)));
        }, cancellationToken);
    }

    /// <summary>Takes turns out of every conversation, here and where they are stored.</summary>
    public async ValueTask ForgetAsync(Func<Turn, bool> forgotten, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (key, known) in _byCaller.Where(pair => pair.Value.Turns.Any(forgotten)).ToArray())
                _byCaller[key] = known with { Turns = [.. known.Turns.Where(turn => !forgotten(turn))] };
        }

        if (_database is null)
            return;
        await _database.WriteAsync(Durability.Disk, async session =>
        {
            var changed = 0;
            foreach (var (key, turns) in await session.ListAsync("SELECT caller, turns FROM chat_conversations", row => (row.GetString(0), Read(row.GetString(1)))))
            {
                if (turns.Any(forgotten))
                    changed += await session.ExecuteAsync("UPDATE chat_conversations SET turns = @turns WHERE caller = @caller", ("turns", Text([.. turns.Where(turn => !forgotten(turn))])), ("caller", key));
            }

            return changed;
        }, cancellationToken);
    }

    private static string Text(Turn[] turns) => JsonSerializer.Serialize(turns, InferenceJson.Default.TurnArray).Replace("\\u0000", "", StringComparison.Ordinal);

    private static Turn[] Read(string turns) => JsonSerializer.Deserialize(turns, InferenceJson.Default.TurnArray) ?? [];

    private bool IsFresh(string key, Conversation conversation) => time.GetUtcNow() - conversation.At < (key.StartsWith(OfThread, StringComparison.Ordinal) ? KeptInThread : Kept);

    private string Key(Caller caller) => threads.Has(caller.Channel) ? $"{OfThread}{caller.Channel}" : $"{caller.Kind}:{caller.Id}:{caller.Channel}";

    private sealed record Conversation(DateTimeOffset At, IReadOnlyList<Turn> Turns);
}
