using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Hearing;

/// <summary>One stream's way through the chain.</summary>
internal sealed class WakeWordStream : IWakeDetector
{
    private readonly WakeWordSessions _sessions;
    private readonly WakeWordMemory _memory;
    private readonly RunOptions _run = new();
    private readonly string _melInput;
    private readonly string[] _melOutput;
    private readonly string _embeddingInput;
    private readonly string[] _embeddingOutput;

    public WakeWordStream(WakeWordSessions sessions)
        : this(sessions, new WakeWordMemory(sessions.MostEmbeddings)) => Reset();

    internal WakeWordStream(WakeWordSessions sessions, WakeWordMemory memory)
    {
        (_sessions, _memory) = (sessions, memory);
        (_melInput, _melOutput) = (sessions.Mel.InputMetadata.Keys.First(), [sessions.Mel.OutputMetadata.Keys.First()]);
        (_embeddingInput, _embeddingOutput) = (sessions.Embedding.InputMetadata.Keys.First(), [sessions.Embedding.OutputMetadata.Keys.First()]);
    }

    public (string Word, float Score) Hear(ReadOnlySpan<short> step)
    {
        Embed(step);
        var best = (Word: "", Score: 0f);
        foreach (var head in _sessions.Heads)
        {
            var window = _memory.Embeddings.AsMemory((_sessions.MostEmbeddings - head.Window) * WakeWordSessions.Features);
            using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, window, [1, head.Window, WakeWordSessions.Features]);
            using var results = head.Session.Run(_run, [head.Input], [input], [head.Output]);
            var score = results[0].GetTensorDataAsSpan<float>()[0];
            if (score > best.Score)
                best = (head.Word, score);
        }
        return best;
    }

    public void Reset() => _memory.CopyFrom(_sessions.Primed);

    public void Dispose() => _run.Dispose();

    internal void Embed(ReadOnlySpan<short> step)
    {
        if (step.Length != IWakeDetector.StepSize)
            throw new ArgumentException($"A step has {IWakeDetector.StepSize} samples; these are {step.Length}.", nameof(step));
        // Samples as whole numbers, not -1 to 1: that is what the models were trained on.
        _memory.Samples.AsSpan(IWakeDetector.StepSize).CopyTo(_memory.Samples);
        for (var i = 0; i < step.Length; i++)
            _memory.Samples[WakeWordMemory.Overlap + i] = step[i];
        using (var input = OrtValue.CreateTensorValueFromMemory(_memory.Samples, [1, _memory.Samples.Length]))
        using (var mel = _sessions.Mel.Run(_run, [_melInput], [input], _melOutput))
        {
            var frames = mel[0].GetTensorDataAsSpan<float>();
            Span<float> scaled = stackalloc float[frames.Length];
            for (var i = 0; i < frames.Length; i++)
                scaled[i] = frames[i] / 10 + 2;
            WakeWordMemory.Append(_memory.Mel, scaled);
        }
        using (var input = OrtValue.CreateTensorValueFromMemory(_memory.Mel, [1, WakeWordSessions.MelWindow, WakeWordSessions.MelBands, 1]))
        using (var embedding = _sessions.Embedding.Run(_run, [_embeddingInput], [input], _embeddingOutput))
            WakeWordMemory.Append(_memory.Embeddings, embedding[0].GetTensorDataAsSpan<float>());
    }
}
