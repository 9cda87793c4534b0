using System.Buffers.Binary;
using System.Globalization;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>The numbers that people compare to know that nobody listens in (DAVE, "Displayable codes" and "Verification fingerprint").</summary>
public static class PrivacyCodes
{
    private const int LargestGroup = 8;

    private static ReadOnlySpan<byte> Salt => [0x24, 0xca, 0xb1, 0x7a, 0x7a, 0xf8, 0xec, 0x2b, 0x82, 0xb4, 0x12, 0xb9, 0x2d, 0xab, 0x19, 0x2e];

    /// <summary>Digits of <paramref name="data"/>, a group from as many bytes as it has digits. Throws when there are too few bytes or the groups do not fit.</summary>
    public static string Displayable(ReadOnlySpan<byte> data, int digits, int groupSize)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groupSize, LargestGroup);
        ArgumentOutOfRangeException.ThrowIfNotEqual(digits % groupSize, 0, nameof(digits));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, data.Length);
        var modulus = (ulong)Math.Pow(10, groupSize);
        return string.Concat(Groups(data.ToArray(), digits, groupSize).Select(group =>
            (group % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(groupSize, '0')));
    }

    /// <summary>The call's code: 30 digits that are equal for all who are in the same call and see the same members.</summary>
    public static string ForCall(ReadOnlySpan<byte> epochAuthenticator) => Displayable(epochAuthenticator, 30, 5);

    /// <summary>The code of two members: 45 digits that are equal on both sides when neither key was exchanged on the way.</summary>
    public static string ForPair(ReadOnlySpan<byte> keyA, ulong userA, ReadOnlySpan<byte> keyB, ulong userB) =>
        Displayable(PairFingerprint(keyA, userA, keyB, userB), 45, 5);

    internal static byte[] PairFingerprint(ReadOnlySpan<byte> keyA, ulong userA, ReadOnlySpan<byte> keyB, ulong userB)
    {
        var (a, b) = (KeyFingerprint(keyA, userA), KeyFingerprint(keyB, userB));
        byte[] both = a.AsSpan().SequenceCompareTo(b) <= 0 ? [.. a, .. b] : [.. b, .. a];
        return Scrypt.Derive(both, Salt, cost: 16384, blockSize: 8, parallelization: 2, length: 64);
    }

    /// <summary>Version, which is 0, key and user.</summary>
    internal static byte[] KeyFingerprint(ReadOnlySpan<byte> key, ulong user)
    {
        var fingerprint = new byte[2 + key.Length + 8];
        key.CopyTo(fingerprint.AsSpan(2));
        BinaryPrimitives.WriteUInt64BigEndian(fingerprint.AsSpan(2 + key.Length), user);
        return fingerprint;
    }

    private static IEnumerable<ulong> Groups(byte[] data, int digits, int groupSize)
    {
        for (var start = 0; start < digits; start += groupSize)
            yield return data.Skip(start).Take(groupSize).Aggregate(0UL, (value, next) => (value << 8) | next);
    }
}
