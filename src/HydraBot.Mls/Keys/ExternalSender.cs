using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Keys;

/// <summary>Somebody outside of the group who may propose changes (RFC 9420, section 12.1.8.1).</summary>
/// <param name="SignatureKey">The public key that the proposals are signed with.</param>
/// <param name="Credential">Who it is.</param>
public sealed record ExternalSender(ReadOnlyMemory<byte> SignatureKey, Credential Credential)
{
    /// <summary>The number of the group's extension that lists such senders.</summary>
    public const ushort ExtensionType = Extension.ExternalSenders;

    /// <summary>Reads one that fills <paramref name="data"/>. Throws <see cref="MlsException"/> when it is none.</summary>
    public static ExternalSender Parse(ReadOnlySpan<byte> data) => TlsReader.ReadAll(data, Read);

    /// <summary>The senders that an extension of this kind lists.</summary>
    public static IReadOnlyList<ExternalSender> ParseList(ReadOnlySpan<byte> extensionData) =>
        TlsReader.ReadAll(extensionData, static (ref reader) => reader.Vector(Read));

    /// <summary>The group's extension that admits these senders, numbered from zero.</summary>
    public static Extension ToExtension(params IEnumerable<ExternalSender> senders) =>
        new(Extension.ExternalSenders, TlsWriter.Write(writer => writer.Vector(senders, static (sender, to) => sender.Write(to))));

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes() => TlsWriter.Write(Write);

    /// <summary>Whether both have the same key and name.</summary>
    public bool Is(ExternalSender other) => SignatureKey.Span.SequenceEqual(other.SignatureKey.Span) && Credential.Is(other.Credential);

    internal static ExternalSender Read(ref TlsReader reader) => new(reader.OpaqueCopy(), Credential.Read(ref reader));

    internal void Write(TlsWriter writer)
    {
        writer.Opaque(SignatureKey);
        Credential.Write(writer);
    }
}
