using HydraBot.Hosting.Streams;

namespace HydraBot.Backups.Kinds;

/// <summary>Streams that are read one after the other, and closed together.</summary>
internal sealed class JoinedStreams(params Stream[] parts) : ReadOnlyStream
{
    private int _at;

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

    protected override void Dispose(bool disposing)
    {
        foreach (var part in parts)
            part.Dispose();
        base.Dispose(disposing);
    }
}
