namespace HydraBot.Backups.Kinds;

/// <summary>Streams that are read one after the other, and closed together.</summary>
internal sealed class JoinedStreams(params Stream[] parts) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        for (; _at < parts.Length; _at++)
        {
            if (parts[_at].Read(buffer, offset, count) is > 0 and var read)
                return read;
        }

        return 0;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; _at < parts.Length; _at++)
        {
            if (await parts[_at].ReadAsync(buffer, cancellationToken) is > 0 and var read)
                return read;
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // It is only read.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var part in parts)
            part.Dispose();
        base.Dispose(disposing);
    }
}
