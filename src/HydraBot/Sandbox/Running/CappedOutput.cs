using System.Buffers;
using System.Text;

namespace HydraBot.Sandbox.Running;

/// <summary>The beginning of an output stream, and how long all of it was.</summary>
/// <param name="most">Bytes that are kept.</param>
internal sealed class CappedOutput(int most)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    /// <summary>Bytes that were written.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that are kept.</summary>
    public long Kept => _kept.WrittenCount;

    /// <summary>True when not all of it is kept.</summary>
    public bool IsCut => Length > _kept.WrittenCount;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        var room = most - _kept.WrittenCount;
        if (room > 0)
            _kept.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    /// <summary>As text: bytes that are no UTF-8 become U+FFFD, and a character that the limit cut in half goes.</summary>
    public string Text()
    {
        var bytes = _kept.WrittenSpan;
        return Encoding.UTF8.GetString(IsCut ? bytes[..^HalfCharacter(bytes)] : bytes);
    }

    /// <summary>The last characters of what is kept so far.</summary>
    public string Tail(int bytes)
    {
        var all = _kept.WrittenSpan;
        return Encoding.UTF8.GetString(all.Length <= bytes ? all : all[^bytes..]);
    }

    private static int HalfCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
                continue;
            var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }

        return 0;
    }
}
