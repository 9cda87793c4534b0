using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Shadows;

/// <summary>Where the answer of a shadow goes: to nobody.</summary>
internal sealed class SilentSink : IAnswerSink
{
    public bool Begun { get; private set; }

    public void Begin(AnswerHead head) => Begun = true;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
