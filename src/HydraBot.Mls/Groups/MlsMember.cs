using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Groups;

/// <summary>A member of a group.</summary>
/// <param name="Index">Its leaf.</param>
/// <param name="Credential">Who it says to be.</param>
/// <param name="SignatureKey">The public key that its signatures are checked with.</param>
public sealed record MlsMember(uint Index, Credential Credential, ReadOnlyMemory<byte> SignatureKey);
