using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Onnx;

/// <summary>Opens models of ONNX Runtime, for one thread unless told: a frame is too small to share, and a talker must not take the machine.</summary>
public static class OnnxModels
{
    /// <summary>Loads a model; threads that have nothing to do sleep.</summary>
    /// <param name="file">The path of an <c>.onnx</c> file.</param>
    /// <param name="threads">How many work on one operator.</param>
    /// <exception cref="SpeechException">The file is missing or no model.</exception>
    public static InferenceSession Open(string file, int threads = 1)
    {
        if (!File.Exists(file))
            throw new SpeechException($"The model {file} is missing. HydraBot voice fetch-models gets those that are free; docs/voice.md names the others.");
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new SpeechException($"{file} is no model that can be run: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException)
        {
            throw new SpeechException("ONNX Runtime cannot be loaded on this machine.", exception);
        }
    }
}
