namespace HydraBot.Discord.Voice.Dave;

/// <summary>A member of the encrypted call.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SignatureKey">The key that stands for the user in this call.</param>
public sealed record DaveMember(ulong UserId, ReadOnlyMemory<byte> SignatureKey);
