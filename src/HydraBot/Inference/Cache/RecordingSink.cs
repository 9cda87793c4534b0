using System.Buffers;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Cache;

/// <summary>Passes an answer on and keeps a copy; of a very long one only that it was too long.</summary>
internal sealed class RecordingSink(IAnswerSink sink) : IAnswerSink
{
    private const int Most = 256 * 1024;

    private ArrayBufferWriter<byte>? _copy = new(1024);

    public bool Begun => sink.Begun;

    /// <summary>What was passed on; null where it was too long.</summary>
    public byte[]? Bytes => _copy?.WrittenSpan.ToArray();

    public void Begin(AnswerHead head) => sink.Begin(head);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_copy is { } copy && copy.WrittenCount + bytes.Length <= Most)
            copy.Write(bytes.Span);
        else
            _copy = null;
        return sink.WriteAsync(bytes, cancellationToken);
    }
}
