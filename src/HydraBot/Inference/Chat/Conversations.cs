using HydraBot.Governance.Operations;

namespace HydraBot.Inference.Chat;

/// <summary>Remembers what each caller and the model said last, so that a follow-up is understood. In memory alone, and not for long.</summary>
internal sealed class Conversations(TimeProvider time)
{
    public const int MostTurns = 10;

    /// <summary>What a small model's context holds beside a long question.</summary>
    private const int MostCharacters = 24_000;

    private const int MostConversations = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<(CallerKind, string), Conversation> _byCaller = [];

    /// <summary>What was said before, oldest first.</summary>
    public IReadOnlyList<Turn> Of(Caller caller)
    {
        lock (_gate)
        {
            return _byCaller.TryGetValue(Key(caller), out var conversation) && time.GetElapsedTime(conversation.At) < Kept
                ? conversation.Turns
                : [];
        }
    }

    /// <summary>Adds what was said now, after <paramref name="before"/>; what does not fit any more is forgotten, oldest first.</summary>
    public void Remember(Caller caller, IReadOnlyList<Turn> before, Turn now)
    {
        var room = MostCharacters;
        Turn[] turns =
        [
            .. before.Append(now).TakeLast(MostTurns).Reverse().TakeWhile(turn => (room -= turn.Length) >= 0).Reverse(),
        ];
        lock (_gate)
        {
            _byCaller[Key(caller)] = new Conversation(time.GetTimestamp(), turns);
            if (_byCaller.Count > MostConversations)
                _byCaller.Remove(_byCaller.MinBy(pair => pair.Value.At).Key);
        }
    }

    private static (CallerKind, string) Key(Caller caller) => (caller.Kind, caller.Id);

    private sealed record Conversation(long At, IReadOnlyList<Turn> Turns);
}
