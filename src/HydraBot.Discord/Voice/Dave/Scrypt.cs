using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>scrypt (RFC 7914), which the platform lacks; used for verification codes alone.</summary>
internal static class Scrypt
{
    private const int WordsPerBlock = 16;

    public static byte[] Derive(ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, int cost, int blockSize, int parallelization, int length)
    {
        var words = 2 * blockSize * WordsPerBlock;
        var blocks = Rfc2898DeriveBytes.Pbkdf2(input, salt, 1, HashAlgorithmName.SHA256, parallelization * words * sizeof(uint));
        var table = new uint[cost * words];
        for (var i = 0; i < parallelization; i++)
            Mix(blocks.AsSpan(i * words * sizeof(uint), words * sizeof(uint)), table, cost, blockSize);
        return Rfc2898DeriveBytes.Pbkdf2(input, blocks, 1, HashAlgorithmName.SHA256, length);
    }

    /// <summary>scryptROMix (section 5).</summary>
    private static void Mix(Span<byte> block, uint[] table, int cost, int blockSize)
    {
        var words = block.Length / sizeof(uint);
        var (x, y) = (new uint[words], new uint[words]);
        for (var i = 0; i < words; i++)
            x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * sizeof(uint))..]);
        for (var i = 0; i < cost; i++)
        {
            x.CopyTo(table, i * words);
            MixBlock(x, y, blockSize);
        }
        for (var i = 0; i < cost; i++)
        {
            var chosen = (int)(x[words - WordsPerBlock] & (uint)(cost - 1)) * words;
            for (var j = 0; j < words; j++)
                x[j] ^= table[chosen + j];
            MixBlock(x, y, blockSize);
        }
        for (var i = 0; i < words; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(block[(i * sizeof(uint))..], x[i]);
    }

    /// <summary>scryptBlockMix (section 4).</summary>
    private static void MixBlock(uint[] block, uint[] output, int blockSize)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        block.AsSpan(block.Length - WordsPerBlock).CopyTo(x);
        for (var i = 0; i < 2 * blockSize; i++)
        {
            for (var j = 0; j < WordsPerBlock; j++)
                x[j] ^= block[(i * WordsPerBlock) + j];
            Salsa(x);
            x.CopyTo(output.AsSpan(((i / 2) + (i % 2 * blockSize)) * WordsPerBlock));
        }
        output.CopyTo(block, 0);
    }

    /// <summary>Salsa20/8 (section 3).</summary>
    private static void Salsa(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        block.CopyTo(x);
        for (var round = 0; round < 8; round += 2)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }
        for (var i = 0; i < WordsPerBlock; i++)
            block[i] += x[i];
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}
