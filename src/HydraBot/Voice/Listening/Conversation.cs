using System.Collections.Concurrent;
using HydraBot.Speech.Hearing;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Metrics;
using HydraBot.Voice.Privacy;
using HydraBot.Voice.Speaking;

namespace HydraBot.Voice.Listening;

/// <summary>One call: everybody's voice to their own ear, and each sentence to a turn of its own. All ears are touched by one loop alone.</summary>
internal sealed partial class Conversation(
    IVoiceCall call, VoiceModels models, OptOuts optOuts, Mouth mouth, Turn turn, VoiceMetrics metrics, TimeProvider time, ILogger<Conversation> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PushWindow = TimeSpan.FromSeconds(10);

    private readonly Dictionary<ulong, MemberEar> _members = [];
    private readonly ConcurrentQueue<Action> _errands = [];
    private readonly ConcurrentDictionary<ulong, bool> _speaking = [];

    /// <summary>Who is heard speaking at this moment.</summary>
    public IReadOnlyCollection<ulong> Speaking => [.. _speaking.Where(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>Opens a member's ear without a wake word.</summary>
    public void Push(ulong memberId) => _errands.Enqueue(() =>
    {
        var member = Member(memberId);
        member.WasCalled = true;
        mouth.BreakOff();
        member.Ear.Open(PushWindow);
    });

    /// <summary>Closes and forgets the ear of a member who left, or does not want to be heard.</summary>
    public void Forget(ulong memberId) => _errands.Enqueue(() =>
    {
        _speaking.TryRemove(memberId, out _);
        if (_members.Remove(memberId, out var member))
            member.Dispose();
    });

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Frame, time);
        var speaking = mouth.RunAsync(cancellationToken);
        while (!call.Completion.IsCompleted && !speaking.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
        {
            while (_errands.TryDequeue(out var errand))
                errand();
            while (call.Heard.TryRead(out var frame))
                Hear(frame, cancellationToken);
            Tick(cancellationToken);
        }
        await (speaking.IsCompleted ? speaking : call.Completion);
    }

    /// <summary>Waits for the turns, which the call's end has cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members.Values)
        {
            await member.Turn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            member.Dispose();
        }
        _members.Clear();
    }

    private MemberEar Member(ulong id)
    {
        if (!_members.TryGetValue(id, out var member))
            _members.Add(id, member = new MemberEar(id, models.OpenEar(), metrics));
        return member;
    }

    private void Hear(HeardFrame frame, CancellationToken cancellationToken)
    {
        // Not even decoded.
        if (optOuts.Contains(frame.MemberId))
            return;
        var member = Member(frame.MemberId);
        foreach (var word in member.Hear(frame))
            Notice(member, word, cancellationToken);
    }

    private void Tick(CancellationToken cancellationToken)
    {
        var somebody = false;
        var overhears = mouth.IsSpeaking || _members.Values.Any(member => !member.Turn.IsCompleted);
        foreach (var member in _members.Values)
        {
            member.Ear.Overhears = overhears;
            foreach (var word in member.Ear.Tick())
                Notice(member, word, cancellationToken);
            _speaking[member.MemberId] = member.Ear.IsSpeaking;
            somebody |= member.Ear.IsSpeaking;
        }
        mouth.FloorTaken(somebody);
    }

    private void Notice(MemberEar member, EarEvent word, CancellationToken cancellationToken)
    {
        switch (word)
        {
            case EarEvent.Woke woke:
                LogWoke(woke.Word, woke.Score, member.MemberId);
                metrics.Woke(woke.Word);
                member.WasCalled = true;
                mouth.BreakOff();
                break;
            case EarEvent.Began:
                mouth.BreakOff();
                break;
            case EarEvent.Ended ended when ended.Overheard:
                if (ended.Voiced <= StopWords.Longest)
                    turn.Watch(turn.OverhearAsync(ended, mouth, cancellationToken));
                break;
            case EarEvent.Ended when !member.Turn.IsCompleted:
                // One thing at a time for each member: what is asked meanwhile would be answered out of order.
                metrics.Ended("busy");
                break;
            case EarEvent.Ended ended:
                var called = member.WasCalled;
                member.Turn = turn.TakeAsync(call, member.MemberId, ended, called, mouth, window => Open(member.MemberId, window), cancellationToken);
                break;
            case EarEvent.NothingCame:
                break;
        }
    }

    /// <summary>Listens on for a while; asked for by a turn, done by the loop.</summary>
    private void Open(ulong memberId, (TimeSpan Window, bool Called) how) => _errands.Enqueue(() =>
    {
        if (!_members.TryGetValue(memberId, out var member))
            return;
        member.WasCalled = how.Called;
        member.Ear.Open(how.Window);
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "Woken by '{Word}' ({Score:0.00}), member {MemberId}")]
    private partial void LogWoke(string word, float score, ulong memberId);
}
