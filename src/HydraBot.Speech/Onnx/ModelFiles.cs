namespace HydraBot.Speech.Onnx;

/// <summary>Reads what is on disk beside the callers, and says what could not be read.</summary>
internal static class ModelFiles
{
    /// <exception cref="SpeechException">A file is missing, not to be read, or not what it should be.</exception>
    public static async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(read, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"A model's file cannot be read: {exception.Message}", exception);
        }
    }
}
