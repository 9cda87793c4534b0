using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Cryptography;

/// <summary>What HPKE makes of a plaintext (RFC 9420, section 7.6).</summary>
internal sealed record HpkeCiphertext(ReadOnlyMemory<byte> KemOutput, ReadOnlyMemory<byte> Ciphertext)
{
    public static HpkeCiphertext Read(ref TlsReader reader) => new(reader.OpaqueCopy(), reader.OpaqueCopy());

    public void Write(TlsWriter writer) => writer.Opaque(KemOutput).Opaque(Ciphertext);
}
