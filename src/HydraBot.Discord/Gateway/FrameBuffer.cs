using System.Buffers;

namespace HydraBot.Discord.Gateway;

/// <summary>Collects the pieces of one message in rented memory; a large message does not keep it large.</summary>
internal sealed class FrameBuffer(int largest) : IDisposable
{
    private const int Usual = 16 * 1024;
    private const int WorthKeeping = 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Usual);
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Room to write to; <see cref="Advance"/> says how much of it was used. Throws <see cref="InvalidDataException"/> beyond the largest size.</summary>
    public Memory<byte> Free()
    {
        if (_length == _bytes.Length)
            Grow();
        return _bytes.AsMemory(_length);
    }

    public void Advance(int count) => _length += count;

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length <= WorthKeeping)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(Usual);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow()
    {
        if (_bytes.Length >= largest)
            throw new InvalidDataException($"A gateway message is larger than {largest} bytes.");
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Usual, _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
