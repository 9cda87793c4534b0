using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Hearing;

/// <summary>
/// One stream's memory. The model takes 64 samples of the frame before with each 512 new ones: without them it runs and says that nobody ever speaks.
/// </summary>
internal sealed class SileroVoiceActivity : IVoiceActivity
{
    private const int Before = 64;
    private const int StateSize = 2 * 128;

    private static readonly string[] Outputs = ["output", "stateN"];

    private readonly InferenceSession _session;
    private readonly float[] _input = new float[Before + IVoiceActivity.FrameSize];
    private readonly float[] _state = new float[StateSize];
    private readonly long[] _rate = [Sound.SpeechRate];
    private readonly RunOptions _run = new();
    private readonly Dictionary<string, OrtValue> _inputs = [];

    public SileroVoiceActivity(InferenceSession session)
    {
        _session = session;
        _inputs["input"] = OrtValue.CreateTensorValueFromMemory(_input, [1, _input.Length]);
        _inputs["state"] = OrtValue.CreateTensorValueFromMemory(_state, [2, 1, 128]);
        if (session.InputMetadata.ContainsKey("sr"))
            _inputs["sr"] = OrtValue.CreateTensorValueFromMemory(_rate, []);
    }

    public float Probability(ReadOnlySpan<short> frame)
    {
        _input.AsSpan(IVoiceActivity.FrameSize).CopyTo(_input);
        for (var i = 0; i < IVoiceActivity.FrameSize; i++)
            _input[Before + i] = frame[i] / 32768f;
        using var results = _session.Run(_run, _inputs, Outputs);
        results[1].GetTensorDataAsSpan<float>().CopyTo(_state);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    public void Reset()
    {
        Array.Clear(_state);
        Array.Clear(_input);
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Values)
            value.Dispose();
        _run.Dispose();
    }
}
