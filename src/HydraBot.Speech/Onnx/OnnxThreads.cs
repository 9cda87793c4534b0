namespace HydraBot.Speech.Onnx;

/// <summary>How many threads a large model may take: speech is not all that the machine does.</summary>
internal static class OnnxThreads
{
    private const int Most = 4;

    /// <summary>As asked, or half of the cores.</summary>
    public static int Of(int asked) => asked > 0 ? asked : Math.Clamp(Environment.ProcessorCount / 2, 1, Most);
}
