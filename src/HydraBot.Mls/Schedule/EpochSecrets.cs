using System.Security.Cryptography;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Schedule;

/// <summary>The secrets of one epoch (RFC 9420, section 8). All are zeroed when this is disposed of.</summary>
internal sealed class EpochSecrets : IDisposable
{
    private EpochSecrets(byte[] joiner, ReadOnlySpan<byte> preSharedKey, ReadOnlySpan<byte> groupContext)
    {
        Joiner = joiner;
        var member = Labeled.Extract(joiner, preSharedKey);
        Welcome = Labeled.Derive(member, "welcome");
        var epoch = Labeled.Expand(member, "epoch", groupContext, CipherSuite.HashSize);
        SenderData = Labeled.Derive(epoch, "sender data");
        Encryption = Labeled.Derive(epoch, "encryption");
        Exporter = Labeled.Derive(epoch, "exporter");
        External = Labeled.Derive(epoch, "external");
        ConfirmationKey = Labeled.Derive(epoch, "confirm");
        MembershipKey = Labeled.Derive(epoch, "membership");
        Resumption = Labeled.Derive(epoch, "resumption");
        Authenticator = Labeled.Derive(epoch, "authentication");
        Init = Labeled.Derive(epoch, "init");
        CryptographicOperations.ZeroMemory(member);
        CryptographicOperations.ZeroMemory(epoch);
    }

    public byte[] Joiner { get; }

    public byte[] Welcome { get; }

    public byte[] SenderData { get; }

    public byte[] Encryption { get; }

    public byte[] Exporter { get; }

    public byte[] External { get; }

    public byte[] ConfirmationKey { get; }

    public byte[] MembershipKey { get; }

    public byte[] Resumption { get; }

    public byte[] Authenticator { get; }

    public byte[] Init { get; }

    /// <summary>The epoch that a commit begins.</summary>
    public static EpochSecrets Begin(
        ReadOnlySpan<byte> init, ReadOnlySpan<byte> commitSecret, ReadOnlySpan<byte> preSharedKey, ReadOnlySpan<byte> groupContext)
    {
        var extracted = Labeled.Extract(init, commitSecret);
        var joiner = Labeled.Expand(extracted, "joiner", groupContext, CipherSuite.HashSize);
        CryptographicOperations.ZeroMemory(extracted);
        return new EpochSecrets(joiner, preSharedKey, groupContext);
    }

    /// <summary>The epoch that a welcome lets in to. The joiner secret is taken over.</summary>
    public static EpochSecrets Join(byte[] joiner, ReadOnlySpan<byte> preSharedKey, ReadOnlySpan<byte> groupContext) => new(joiner, preSharedKey, groupContext);

    /// <summary>Key and nonce of a welcome's group info, before the group context is known (RFC 9420, section 12.4.3.1).</summary>
    public static (byte[] Key, byte[] Nonce) WelcomeKey(ReadOnlySpan<byte> joiner, ReadOnlySpan<byte> preSharedKey)
    {
        var member = Labeled.Extract(joiner, preSharedKey);
        var welcome = Labeled.Derive(member, "welcome");
        CryptographicOperations.ZeroMemory(member);
        var key = WelcomeKey(welcome);
        CryptographicOperations.ZeroMemory(welcome);
        return key;
    }

    public static (byte[] Key, byte[] Nonce) WelcomeKey(ReadOnlySpan<byte> welcome) =>
        (Labeled.Expand(welcome, "key", [], CipherSuite.KeySize), Labeled.Expand(welcome, "nonce", [], CipherSuite.NonceSize));

    public byte[] ConfirmationTag(ReadOnlySpan<byte> confirmedTranscriptHash) => Labeled.Mac(ConfirmationKey, confirmedTranscriptHash);

    /// <summary>MLS-Exporter (RFC 9420, section 8.5).</summary>
    public byte[] Export(string label, ReadOnlySpan<byte> context, int length)
    {
        var derived = Labeled.Derive(Exporter, label);
        var exported = Labeled.Expand(derived, "exported", Labeled.Hash(context), length);
        CryptographicOperations.ZeroMemory(derived);
        return exported;
    }

    /// <summary>Deletes what is needed for nothing once the epoch has begun and its welcome has been written.</summary>
    public void ForgetBeginning()
    {
        CryptographicOperations.ZeroMemory(Joiner);
        CryptographicOperations.ZeroMemory(Welcome);
    }

    public void Dispose()
    {
        ForgetBeginning();
        foreach (var secret in new[] { SenderData, Encryption, Exporter, External, ConfirmationKey, MembershipKey, Resumption, Authenticator, Init })
            CryptographicOperations.ZeroMemory(secret);
    }
}
