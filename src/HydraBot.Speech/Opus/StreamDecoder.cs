using System.Runtime.InteropServices;

namespace HydraBot.Speech.Opus;

/// <summary>
/// One member's stream from Opus frames to sound at 16 kHz. A lost frame is recovered from the packet after it where that carries a copy, otherwise concealed, and
/// after five in a row left silent. Not thread-safe.
/// </summary>
public sealed class StreamDecoder : IDisposable
{
    private const int MostConcealed = 5;

    /// <summary>A gap in the timestamps after which the decoder's memory is of another sentence: half a second.</summary>
    private const uint LongPause = 24_000;

    private readonly OpusDecoder _decoder = new();
    private readonly Resampler _down = new(Sound.OpusRate, Sound.SpeechRate);
    private readonly short[] _frame = new short[OpusDecoder.MostSamples];
    private readonly List<short> _heard = [];
    private int _lost;
    private uint? _expected;

    /// <summary>Frames that came damaged and were taken for lost.</summary>
    public long Damaged { get; private set; }

    /// <summary>Frames that were lost on the way.</summary>
    public long Lost { get; private set; }

    /// <summary>Takes a frame, empty for a lost one, and returns the sound that is known now; valid until the next call.</summary>
    /// <param name="opus">The frame.</param>
    /// <param name="timestamp">The number of its first sample at 48 kHz; wraps.</param>
    public ReadOnlySpan<short> Push(ReadOnlySpan<byte> opus, uint timestamp)
    {
        _heard.Clear();
        if (opus.IsEmpty)
        {
            // It waits for the packet after it, which may hold a copy.
            _lost++;
            Lost++;
            return [];
        }
        if (_expected is { } expected && timestamp - expected is > LongPause and < int.MaxValue)
        {
            _decoder.Reset();
            _lost = 0;
        }
        Replace(opus);
        try
        {
            var count = _decoder.Decode(opus, _frame);
            _down.Push(_frame.AsSpan(0, count), _heard);
            _expected = timestamp + (uint)count;
        }
        catch (SpeechException)
        {
            // A packet that is none: counted, and treated as any that did not come.
            Damaged++;
            _lost++;
        }
        return CollectionsMarshal.AsSpan(_heard);
    }

    /// <summary>Frees the decoder.</summary>
    public void Dispose() => _decoder.Dispose();

    private void Replace(ReadOnlySpan<byte> next)
    {
        for (var missing = 0; missing < _lost && missing < MostConcealed; missing++)
        {
            try
            {
                var count = missing == Math.Min(_lost, MostConcealed) - 1 ? _decoder.Recover(next, _frame) : _decoder.Conceal(_frame);
                _down.Push(_frame.AsSpan(0, count), _heard);
            }
            catch (SpeechException)
            {
                Damaged++;
                break;
            }
        }
        _lost = 0;
    }
}
