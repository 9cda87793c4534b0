using HydraBot.Hosting.Streams;

namespace HydraBot.ForeignTools.Connections;

/// <summary>What a server says, up to a length a message: nobody fills the house's memory by never ending a line.</summary>
/// <param name="inner">What it says.</param>
/// <param name="limit">How long a message may be.</param>
/// <param name="lines">How many line ends after one another end a message: 1 on a pipe, 2 in an event stream, 0 where all of it is one message.</param>
internal sealed class BoundedStream(Stream inner, MessageLimit limit, int lines) : ReadOnlyStream
{
    private long _since;
    private int _ends;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> read)
    {
        foreach (var b in read)
        {
            _since++;
            _ends = b switch { (byte)'\n' => _ends + 1, (byte)'\r' => _ends, _ => 0 };
            if (lines > 0 && _ends >= lines)
                (_since, _ends) = (0, 0);
            if (_since > limit.Bytes)
                throw limit.Exceed();
        }
    }
}
