using System.Security.Cryptography;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Schedule;

namespace HydraBot.Mls.Messages;

/// <summary>Encrypts messages for the group and decrypts them (RFC 9420, section 6.3).</summary>
internal static class PrivateMessageProtection
{
    public static PrivateMessage Protect(AuthenticatedContent message, SecretTree tree, ReadOnlySpan<byte> senderDataSecret, int padding = 0)
    {
        var content = message.Content;
        using var key = tree.Ratchet(content.Sender.Index, Kind(content.ContentType)).Next();
        var guard = RandomNumberGenerator.GetBytes(SenderData.GuardSize);
        var inner = new TlsWriter();
        content.WriteBody(inner);
        message.Auth.Write(inner, content.ContentType);
        inner.Bytes(new byte[padding]);
        var outer = new PrivateMessage
        {
            GroupId = content.GroupId,
            Epoch = content.Epoch,
            ContentType = content.ContentType,
            AuthenticatedData = content.AuthenticatedData,
        };
        outer = outer with { Ciphertext = Aead.Seal(key.Key, key.GuardedNonce(guard), inner.Written, outer.ContentBinding()) };
        var (senderKey, senderNonce) = SenderData.KeyFor(senderDataSecret, outer.Ciphertext.Span);
        var sender = TlsWriter.Write(new SenderData(content.Sender.Index, key.Generation, guard).Write);
        return outer with { EncryptedSenderData = Aead.Seal(senderKey, senderNonce, sender, outer.SenderBinding()) };
    }

    /// <summary>Decrypts a message. Its signature is for the caller to check; its key is deleted once it has decrypted.</summary>
    public static AuthenticatedContent Unprotect(PrivateMessage message, SecretTree tree, ReadOnlySpan<byte> senderDataSecret)
    {
        var (senderKey, senderNonce) = SenderData.KeyFor(senderDataSecret, message.Ciphertext.Span);
        var sender = TlsReader.ReadAll(Aead.Open(senderKey, senderNonce, message.EncryptedSenderData.Span, message.SenderBinding()), SenderData.Read);
        var ratchet = tree.Ratchet(sender.Leaf, Kind(message.ContentType));
        var key = ratchet.Find(sender.Generation);
        var inner = Aead.Open(key.Key, key.GuardedNonce(sender.ReuseGuard.Span), message.Ciphertext.Span, message.ContentBinding());
        ratchet.Delete(sender.Generation);

        var reader = new TlsReader(inner);
        var content = new FramedContent
        {
            GroupId = message.GroupId,
            Epoch = message.Epoch,
            Sender = new Sender(SenderType.Member, sender.Leaf),
            AuthenticatedData = message.AuthenticatedData,
            ContentType = message.ContentType,
        }.ReadBody(ref reader);
        var auth = FramedContentAuthData.Read(ref reader, content.ContentType);
        if (reader.Rest.ContainsAnyExcept((byte)0))
            throw new MlsException(MlsFailure.Malformed, "A private message's padding is not zero.");
        return new AuthenticatedContent(WireFormat.PrivateMessage, content, auth);
    }

    private static RatchetKind Kind(ContentType type) => type == ContentType.Application ? RatchetKind.Application : RatchetKind.Handshake;
}
