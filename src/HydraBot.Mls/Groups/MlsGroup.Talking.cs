using HydraBot.Mls.Messages;

namespace HydraBot.Mls.Groups;

public sealed partial class MlsGroup
{
    /// <summary>Encrypts application data for the members of this epoch (RFC 9420, section 15); an MLSMessage.</summary>
    /// <param name="data">The data.</param>
    /// <param name="padding">Zeros to hide its length.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> data, int padding = 0)
    {
        var content = AuthenticatedContent.Sign(
            WireFormat.PrivateMessage, Frame(ContentType.Application) with { Application = data.ToArray() }, _signer, _contextBytes);
        return new MlsMessage { Private = PrivateMessageProtection.Protect(content, _messageKeys, _secrets.SenderData, padding) }.ToBytes();
    }

    /// <summary>Decrypts application data of this epoch, once: its key is then deleted.</summary>
    public (MlsMember Sender, byte[] Data) Decrypt(ReadOnlySpan<byte> message)
    {
        var content = Authenticate(MlsMessage.Parse(message));
        if (content.Content.ContentType != ContentType.Application)
            throw new MlsException(MlsFailure.Malformed, "A message carries no application data.");
        var index = content.Content.Sender.Index;
        var leaf = _tree.Leaf(index)!;
        return (new MlsMember(index, leaf.Credential, leaf.SignatureKey), content.Content.Application.ToArray());
    }
}
