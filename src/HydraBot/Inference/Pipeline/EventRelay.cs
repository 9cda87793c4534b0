using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HydraBot.Inference.Backends;

namespace HydraBot.Inference.Pipeline;

/// <summary>
/// Passes on a stream of server-sent events as the bytes that came, whole event by whole event, and reads along: what is cut, garbled or an
/// error never reaches the caller as if it were an answer.
/// </summary>
internal sealed class EventRelay(ChunkReader chunks, int mostBytes) : IDisposable
{
    /// <summary>Larger buffers are as rare as what needs them; a pool would hold on to a hundred megabytes of them.</summary>
    private const int MostPooled = 1024 * 1024;

    private byte[] _buffer = Rent(16 * 1024);
    private int _filled, _scanned, _line, _whole;

    /// <summary>The proper end was seen.</summary>
    public bool Done { get; private set; }

    /// <summary>What is wrong with what came; null while nothing is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The same as it is counted.</summary>
    public BackendFault Fault { get; private set; }

    /// <summary>Whole events that were not taken yet.</summary>
    public int Ready => _whole;

    /// <summary>Letters that came broken and were replaced.</summary>
    public bool Repaired { get; private set; }

    /// <summary>Where the next bytes belong.</summary>
    public Memory<byte> Room()
    {
        if (_buffer.Length - _filled < 4096)
        {
            var larger = Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_filled);
    }

    /// <summary>Takes note of bytes that were read into <see cref="Room"/>.</summary>
    public void Read(int count)
    {
        _filled += count;
        Scan();
        if (Trouble is null && _filled - _whole > mostBytes)
            (Fault, Trouble) = (BackendFault.TooLong, $"it sent an event of more than {mostBytes / (1024 * 1024)} MB");
    }

    /// <summary>The stream has ended; what stands there without an empty line is an event too.</summary>
    public void End()
    {
        if (Trouble is null && !Done && _filled > _whole)
        {
            "\n\n"u8.CopyTo(Room().Span);
            _filled += 2;
            Scan();
        }
    }

    /// <summary>The whole events, for the caller. They are good until the next <see cref="Take"/>.</summary>
    public ReadOnlyMemory<byte> Events()
    {
        var events = _buffer.AsMemory(0, _whole);
        if (Utf8.IsValid(events.Span))
            return events;
        Repaired = true;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(events.Span));
    }

    /// <summary>They were passed on.</summary>
    public void Take()
    {
        _buffer.AsSpan(_whole, _filled - _whole).CopyTo(_buffer);
        _filled -= _whole;
        _scanned -= _whole;
        _line -= _whole;
        _whole = 0;
    }

    public void Dispose()
    {
        Return(_buffer);
        _buffer = [];
    }

    private static byte[] Rent(int size) => size > MostPooled ? GC.AllocateUninitializedArray<byte>(size) : ArrayPool<byte>.Shared.Rent(size);

    private static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= MostPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Scan()
    {
        while (Trouble is null && !Done && _buffer.AsSpan(_scanned, _filled - _scanned).IndexOf((byte)'\n') is >= 0 and var found)
        {
            var end = _scanned + found;
            var line = _buffer.AsSpan(_line, end - _line).TrimEnd((byte)'\r');
            _scanned = _line = end + 1;
            if (line.IsEmpty)
                _whole = _scanned;
            else if (line.StartsWith("data:"u8))
                Data(line[5..].Trim((byte)' '));
        }

        if (Done && _whole < _filled)
            CloseLast();
        else if (Trouble is null && !Done)
            _scanned = _filled;
    }

    /// <summary>Nothing comes after the end; the empty line of its event is there, or is still on its way.</summary>
    private void CloseLast()
    {
        var rest = _buffer.AsSpan(_scanned, _filled - _scanned);
        var lineEnd = rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) ? 1 : 0;
        if (lineEnd == 0)
        {
            _filled = _scanned;
            Room().Span[0] = (byte)'\n';
            lineEnd = 1;
        }

        _filled = _whole = _scanned += lineEnd;
        _line = _scanned;
    }

    private void Data(Span<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            if (chunks is { Finish: null, Pieces: 0 })
                (Fault, Trouble) = (BackendFault.Empty, "it sent no answer");
            Done = Trouble is null;
            return;
        }

        try
        {
            chunks.Read(Utf8.IsValid(data) ? data : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data)));
        }
        catch (JsonException)
        {
            (Fault, Trouble) = (BackendFault.Garbage, "what it sends is no JSON that a language model would");
            return;
        }

        if (chunks.Error is { } error)
            (Fault, Trouble) = (BackendFault.SaidError, $"it says: {(error.Length > 200 ? $"{error[..200]}…" : error)}");
    }
}
