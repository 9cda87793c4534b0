namespace HydraBot.Sandbox.Image;

/// <summary>A file that says how much of it was read, in whole percents.</summary>
internal sealed class ProgressStream(FileStream file, Action<double> read) : Stream
{
    private int _percent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Told(file.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Told(await file.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Told(int count)
    {
        var percent = file.Length == 0 ? 100 : (int)(100 * file.Position / file.Length);
        if (percent != _percent)
            read((_percent = percent) / 100.0);
        return count;
    }
}
