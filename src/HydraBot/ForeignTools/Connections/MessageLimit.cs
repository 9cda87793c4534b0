namespace HydraBot.ForeignTools.Connections;

/// <summary>How long a message of one line may be, and whether one was longer: then whoever waited for it is told why the line is cut.</summary>
internal sealed class MessageLimit(int bytes)
{
    private string? _exceeded;

    public int Bytes => bytes;

    /// <summary>Said where a message was longer; null where none was.</summary>
    public string? Exceeded => Volatile.Read(ref _exceeded);

    public OversizeException Exceed()
    {
        Volatile.Write(ref _exceeded, $"It said more than {bytes / 1024 / 1024} MB in one message.");
        return new OversizeException(_exceeded!);
    }
}

/// <summary>A message is longer than anything that a tool has to say.</summary>
internal sealed class OversizeException(string message) : IOException(message);
