namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>A member of an encrypted call, whoever wrote it.</summary>
internal interface ICallMember
{
    ulong UserId { get; }

    /// <summary>Joins the call and hands out a key package.</summary>
    Task<byte[]> JoinAsync(byte[] externalSender);

    /// <summary>Starts anew and hands out a fresh key package.</summary>
    Task<byte[]> RestartAsync();

    /// <summary>What it offers as commit and welcome for these proposals; null for nothing, or a refusal.</summary>
    Task<Offer?> ProposalsAsync(bool revoke, byte[] vector, IReadOnlyList<ulong> recognised);

    /// <summary>Whether it goes along with a commit.</summary>
    Task<bool> CommitAsync(ushort transition, byte[] message);

    Task<bool> WelcomeAsync(ushort transition, byte[] welcome);

    /// <summary>The transition is executed.</summary>
    Task ExecuteAsync(ushort transition);

    Task<CallState> StateAsync();

    Task<string> PairCodeAsync(ulong other);

    Task<byte[]> EncryptAsync(byte[] frame);

    /// <summary>The frame; null when it is refused.</summary>
    Task<byte[]?> DecryptAsync(ulong from, byte[] frame);
}

/// <summary>A commit and, when it adds somebody, a welcome.</summary>
internal sealed record Offer(byte[] Commit, byte[]? Welcome);

/// <summary>What a member knows of the call.</summary>
internal sealed record CallState(string Epoch, string Code, IReadOnlyList<string> Users);
