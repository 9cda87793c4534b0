using System.Security.Cryptography;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Messages;

namespace HydraBot.Mls.Schedule;

/// <summary>Mixes pre-shared keys into one secret (RFC 9420, section 8.4).</summary>
internal static class PreSharedKeys
{
    /// <summary>The secret of these keys in this order; zeros when there are none.</summary>
    public static byte[] Secret(IReadOnlyList<(PreSharedKeyId Id, ReadOnlyMemory<byte> Key)> keys)
    {
        var zeros = new byte[CipherSuite.HashSize];
        var secret = new byte[CipherSuite.HashSize];
        for (var i = 0; i < keys.Count; i++)
        {
            var label = new TlsWriter();
            keys[i].Id.Write(label);
            label.UInt16((ushort)i).UInt16((ushort)keys.Count);
            var extracted = Labeled.Extract(zeros, keys[i].Key.Span);
            var input = Labeled.Expand(extracted, "derived psk", label.Written, CipherSuite.HashSize);
            var next = Labeled.Extract(input, secret);
            CryptographicOperations.ZeroMemory(extracted);
            CryptographicOperations.ZeroMemory(input);
            CryptographicOperations.ZeroMemory(secret);
            secret = next;
        }
        return secret;
    }
}
