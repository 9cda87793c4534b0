using System.Globalization;
using System.Text;

namespace HydraBot.Fleet.Logs.Following;

/// <summary>What was written and not shown yet. Bounded: who reads along wants the newest, and a program may write faster than anybody reads.</summary>
internal sealed class FollowedText
{
    /// <summary>Three messages of Discord at a time.</summary>
    public const int Most = 5400;

    private readonly StringBuilder _waiting = new();
    private readonly Lock _gate = new();
    private long _left;

    public void Add(string piece)
    {
        lock (_gate)
        {
            _waiting.Append(piece);
            if (_waiting.Length > 2 * Most)
                Drop();
        }
    }

    /// <summary>All whole lines, or at the end all that there is; empty where there is nothing new.</summary>
    public string Take(bool isEnd)
    {
        lock (_gate)
        {
            if (_waiting.Length > Most)
                Drop();
            var text = _waiting.ToString();
            // A line that nobody ends for so long is shown as far as it goes.
            var length = isEnd || text.Length == Most ? text.Length : text.LastIndexOf('\n') + 1;
            if (length == 0)
                return "";
            _waiting.Remove(0, length);
            var note = _left > 0 ? string.Create(CultureInfo.InvariantCulture, $"({_left} lines left out: it writes faster than this is shown; /logs has all of them)\n") : "";
            _left = 0;
            return note + text[..length];
        }
    }

    private void Drop()
    {
        var text = _waiting.ToString();
        var cut = text.IndexOf('\n', text.Length - Most);
        cut = cut < 0 ? text.Length - Most : cut + 1;
        _left += text.AsSpan(0, cut).Count('\n');
        _waiting.Remove(0, cut);
    }
}
