using HydraBot.Hosting.Streams;

namespace HydraBot.Sandbox.Image;

/// <summary>A file that says how much of it was read, in whole percents.</summary>
internal sealed class ProgressStream(FileStream file, Action<double> read) : ReadOnlyStream
{
    private int _percent;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Told(file.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Told(await file.ReadAsync(buffer, cancellationToken));

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
