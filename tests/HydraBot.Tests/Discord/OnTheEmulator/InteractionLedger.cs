using System.Diagnostics;

namespace HydraBot.Tests.Discord.OnTheEmulator;

/// <summary>
/// What came of each interaction: what Discord told the member, how often the bot ran it, and what was said to it. What is long over is struck out against what was agreed and only its
/// id is kept, so that an hour of it weighs what a few minutes do.
/// </summary>
/// <param name="expected">How many interactions there may be: room for their ids is taken at the start, not while memory is watched.</param>
/// <param name="apology">What the bot says when it could not.</param>
internal sealed class InteractionLedger(int expected, string apology)
{
    /// <summary>Longer than a line that goes silent keeps an answer back.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(4);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Entry> _open = [];
    private readonly Queue<(long Since, ulong Id)> _order = [];
    private readonly HashSet<ulong> _closed = new(expected);
    private readonly HashSet<ulong> _ran = new(expected);
    private readonly List<string> _complaints = [];

    public int Answered { get; private set; }

    public int Expired { get; private set; }

    public int Apologies { get; private set; }

    /// <summary>Whatever was not as it must be.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Whether something was answered with no words yet.</summary>
    public bool IsThinking
    {
        get
        {
            lock (_lock)
                return _open.Values.Any(entry => entry.IsThinking);
        }
    }

    /// <summary>The bot's handler runs it.</summary>
    public void Ran(ulong interaction)
    {
        lock (_lock)
        {
            if (!_ran.Add(interaction))
                _complaints.Add($"{interaction} ran twice.");
        }
    }

    /// <summary>What the member was told: answered, or failed.</summary>
    public void Told(ulong interaction, string text, bool isAnswered)
    {
        lock (_lock)
        {
            if (Open(interaction) is { } entry)
                (entry.Text, entry.IsAnswered) = (text, isAnswered);
            Close(Kept);
        }
    }

    /// <summary>A message that answers it, as it is now.</summary>
    public void Said(ulong interaction, string message, string content)
    {
        lock (_lock)
        {
            if (Open(interaction) is { } entry)
                entry.Messages[message] = content;
        }
    }

    /// <summary>Strikes out all that is left.</summary>
    public void Close()
    {
        lock (_lock)
            Close(TimeSpan.Zero);
    }

    private Entry? Open(ulong interaction)
    {
        if (_open.TryGetValue(interaction, out var known))
            return known;
        if (_closed.Contains(interaction))
        {
            _complaints.Add($"{interaction} was heard of again, minutes after it was over.");
            return null;
        }

        _order.Enqueue((Stopwatch.GetTimestamp(), interaction));
        return _open[interaction] = new Entry();
    }

    private void Close(TimeSpan age)
    {
        while (_order.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest.Since) >= age && (age == TimeSpan.Zero || !_open[oldest.Id].IsThinking))
        {
            _order.Dequeue();
            _open.Remove(oldest.Id, out var entry);
            _closed.Add(oldest.Id);
            Judge(oldest.Id, entry!);
        }
    }

    private void Judge(ulong interaction, Entry entry)
    {
        var said = string.Join(" | ", entry.Messages.Values);
        if (entry.IsAnswered is not { } isAnswered)
            _complaints.Add($"{interaction}: answered by '{said}', and no member was told what came of it.");
        else if (!isAnswered && entry.Messages.Count > 0)
            _complaints.Add($"'{entry.Text}' was reported as failed and answered by '{said}'.");
        else if (isAnswered && (entry.Messages.Count != 1 || (said != entry.Text && said != apology)))
            _complaints.Add($"'{entry.Text}' was answered {entry.Messages.Count} times: '{said}'.");
        Answered += entry.IsAnswered == true ? 1 : 0;
        Expired += entry.IsAnswered == false ? 1 : 0;
        Apologies += said == apology ? 1 : 0;
    }

    private sealed class Entry
    {
        public string Text { get; set; } = "";

        public bool? IsAnswered { get; set; }

        /// <summary>The messages that answer it, and what each says in the end: nothing as long as the bot is thinking.</summary>
        public Dictionary<string, string> Messages { get; } = [];

        public bool IsThinking => Messages.Values.Any(content => content.Length == 0);
    }
}
