using System.Security.Cryptography;

namespace HydraBot.Mls.Cryptography;

/// <summary>
/// HKDF-Expand with SHA-256 (RFC 5869, section 2.3). The platform's refuses secrets shorter than a hash, and protocols on top of MLS export such.
/// </summary>
internal static class Hkdf
{
    private const int LargestLength = 255 * CipherSuite.HashSize;

    public static byte[] Expand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> info, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LargestLength);
        var output = new byte[length];
        var input = new byte[CipherSuite.HashSize + info.Length + 1];
        info.CopyTo(input.AsSpan(CipherSuite.HashSize));
        Span<byte> block = stackalloc byte[CipherSuite.HashSize];
        for (var (done, counter) = (0, 1); done < length; done += block.Length, counter++)
        {
            input[^1] = (byte)counter;
            HMACSHA256.HashData(secret, counter == 1 ? input.AsSpan(CipherSuite.HashSize) : input, block);
            block.CopyTo(input);
            block[..Math.Min(block.Length, length - done)].CopyTo(output.AsSpan(done));
        }
        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(input);
        return output;
    }
}
