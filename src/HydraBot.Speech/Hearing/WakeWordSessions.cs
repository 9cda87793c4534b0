using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Hearing;

/// <summary>The loaded models, and what a stream remembers before anything was heard.</summary>
internal sealed class WakeWordSessions : IDisposable
{
    public const int MelBands = 32;
    public const int MelWindow = 76;
    public const int Features = 96;

    public WakeWordSessions(string melFile, string embeddingFile, IReadOnlyDictionary<string, string> headFiles)
    {
        var opened = new List<InferenceSession>();
        try
        {
            opened.Add(Mel = OnnxModels.Open(melFile));
            opened.Add(Embedding = OnnxModels.Open(embeddingFile));
            foreach (var (word, file) in headFiles)
            {
                var session = OnnxModels.Open(file);
                opened.Add(session);
                Heads.Add(new WakeWordHead(word, session));
            }
            // Heads learned on running sound: what they have not heard yet must not look like digital silence.
            Primed = Prime();
        }
        catch (Exception exception)
        {
            opened.ForEach(session => session.Dispose());
            throw exception is OnnxRuntimeException ? new SpeechException($"The wake word models do not fit together: {exception.Message}", exception) : exception;
        }
    }

    public InferenceSession Mel { get; }

    public InferenceSession Embedding { get; }

    public List<WakeWordHead> Heads { get; } = [];

    public int MostEmbeddings => Heads.Max(head => head.Window);

    public WakeWordMemory Primed { get; }

    public void Dispose()
    {
        Mel.Dispose();
        Embedding.Dispose();
        Heads.ForEach(head => head.Session.Dispose());
    }

    /// <summary>Four seconds of faint noise, the same every time.</summary>
    private WakeWordMemory Prime()
    {
        var memory = new WakeWordMemory(MostEmbeddings);
        var noise = new Random(4);
        var step = new short[IWakeDetector.StepSize];
        using var stream = new WakeWordStream(this, memory);
        for (var i = 0; i < 50; i++)
        {
            for (var sample = 0; sample < step.Length; sample++)
                step[sample] = (short)noise.Next(-1000, 1000);
            stream.Embed(step);
        }
        return memory;
    }
}

/// <summary>A head: how many embeddings it looks at differs from head to head, and stands in its file.</summary>
internal sealed class WakeWordHead
{
    public WakeWordHead(string word, InferenceSession session)
    {
        (Word, Session) = (word, session);
        (Input, var input) = session.InputMetadata.First();
        Output = session.OutputMetadata.Keys.First();
        if (input.Dimensions is not [_, > 0 and <= 128, WakeWordSessions.Features])
            throw new SpeechException($"The head of '{word}' takes {string.Join('x', input.Dimensions)}; a wake word head takes 1 x frames x {WakeWordSessions.Features}.");
        Window = input.Dimensions[1];
    }

    public string Word { get; }

    public InferenceSession Session { get; }

    public string Input { get; }

    public string Output { get; }

    public int Window { get; }
}
