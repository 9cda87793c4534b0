namespace HydraBot.Governance.Operations;

/// <summary>A failure that the caller can act on: its message is shown as it is.</summary>
/// <remarks>Everything else that is thrown is a bug and stays loud.</remarks>
public sealed class OperationException : Exception
{
    /// <summary>Creates it with the sentence that the caller reads.</summary>
    public OperationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the sentence that the caller reads and what caused it, for the log.</summary>
    public OperationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
