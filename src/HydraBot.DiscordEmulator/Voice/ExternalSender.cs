using System.Security.Cryptography;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>The voice server's own hand in the encrypted group: it proposes who is added and removed, and can do no more (DAVE, "External sender").</summary>
internal sealed class ExternalSender : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Its public key and its name, the single byte 0.</summary>
    public byte[] Package()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return [.. MlsBytes.Vector([4, .. point.X!, .. point.Y!]), .. MlsBytes.UInt16(1), .. MlsBytes.Vector([0])];
    }

    public byte[] ProposeAdd(ulong channelId, ulong epoch, byte[] keyPackage) => Propose(channelId, epoch, [.. MlsBytes.UInt16(1), .. keyPackage]);

    public byte[] ProposeRemove(ulong channelId, ulong epoch, uint leaf) => Propose(channelId, epoch, [.. MlsBytes.UInt16(3), .. MlsBytes.UInt32(leaf)]);

    public void Dispose() => _key.Dispose();

    private byte[] Propose(ulong channelId, ulong epoch, byte[] proposal)
    {
        byte[] framed =
        [
            .. MlsBytes.UInt16(1), .. MlsBytes.UInt16(1), .. MlsBytes.Vector(MlsBytes.UInt64(channelId)), .. MlsBytes.UInt64(epoch),
            2, .. MlsBytes.UInt32(0), .. MlsBytes.Vector([]), 2, .. proposal,
        ];
        byte[] signed = [.. MlsBytes.Vector("MLS 1.0 FramedContentTBS"u8), .. MlsBytes.Vector(framed)];
        return [.. framed, .. MlsBytes.Vector(_key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))];
    }
}
