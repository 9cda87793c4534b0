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

    /// <summary>What is wrong with the arguments, a sentence each; empty when the failure has another cause.</summary>
    public IReadOnlyList<string> Misfits { get; private init; } = [];

    /// <summary>One argument that its schema lets through and that still does not fit: it names what is not there, or cannot be.</summary>
    public static OperationException WrongArgument(string misfit) => new(misfit) { Misfits = [misfit] };

    /// <summary>The same with what caused it, for the log.</summary>
    public static OperationException WrongArgument(string misfit, Exception innerException) => new(misfit, innerException) { Misfits = [misfit] };

    /// <summary>Arguments that their schema lets through and that still do not fit.</summary>
    public static OperationException WrongArguments(IReadOnlyList<string> misfits) => new(string.Join(' ', misfits)) { Misfits = misfits };
}
