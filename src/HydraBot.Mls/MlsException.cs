namespace HydraBot.Mls;

/// <summary>
/// Something that came from outside was refused; the message says what. This is the only exception that input of any kind causes, and
/// the state that it was offered to is as it was before.
/// </summary>
public sealed class MlsException : Exception
{
    /// <summary>A refusal without a text.</summary>
    public MlsException()
    {
    }

    /// <summary>A refusal of what is against the rules.</summary>
    public MlsException(string message) : this(MlsFailure.Invalid, message)
    {
    }

    /// <summary>A refusal of what is against the rules, with its cause.</summary>
    public MlsException(string message, Exception? innerException) : this(MlsFailure.Invalid, message, innerException)
    {
    }

    /// <summary>A refusal with its kind.</summary>
    public MlsException(MlsFailure failure, string message, Exception? innerException = null) : base(message, innerException) => Failure = failure;

    /// <summary>The kind of refusal.</summary>
    public MlsFailure Failure { get; } = MlsFailure.Invalid;
}
