namespace HydraBot.Mls.Groups;

/// <summary>
/// A commit that this member has made. Once the delivery service has accepted it, <see cref="Next"/> is the group; otherwise it is disposed of and the group
/// stays as it is.
/// </summary>
public sealed class PendingCommit : IDisposable
{
    internal PendingCommit(byte[] message, byte[]? welcome, MlsGroup next) =>
        (Message, Welcome, Next) = (message, welcome is null ? default(ReadOnlyMemory<byte>?) : welcome, next);

    /// <summary>The commit, an MLSMessage, for the members.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>The Welcome, without a frame, for those whom it adds; null when it adds nobody.</summary>
    public ReadOnlyMemory<byte>? Welcome { get; }

    /// <summary>The group in the epoch that the commit begins.</summary>
    public MlsGroup Next { get; }

    /// <summary>Disposes of <see cref="Next"/>. Not for a commit that has been accepted.</summary>
    public void Dispose() => Next.Dispose();
}
