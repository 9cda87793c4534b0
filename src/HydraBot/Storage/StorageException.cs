namespace HydraBot.Storage;

/// <summary>
/// Storage cannot do its work for a reason that a person can act on: the message names the place, the setting and what to do.
/// </summary>
internal sealed class StorageException : Exception
{
    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
