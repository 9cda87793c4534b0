using System.Buffers;
using System.IO.Pipelines;

namespace HydraBot.Inference.Backends;

/// <summary>Reads a stream line by line, and no line that is longer than it may be.</summary>
internal sealed class BoundedLines(Stream stream, int mostBytes)
{
    /// <summary>A long line is looked through again with each piece of it: large pieces keep that cheap.</summary>
    private readonly PipeReader _bytes = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));

    /// <summary>The next line without its end; null after the last.</summary>
    /// <exception cref="TooLongException">It is too long.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _bytes.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end).ToArray();
                _bytes.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (buffer.Length > mostBytes)
                throw new TooLongException(mostBytes);
            if (read.IsCompleted)
            {
                var last = buffer.ToArray();
                _bytes.AdvanceTo(buffer.End);
                return last.Length == 0 ? null : last;
            }

            _bytes.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Closes the stream, too.</summary>
    public void Close() => _bytes.Complete();
}
