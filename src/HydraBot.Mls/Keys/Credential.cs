using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Keys;

/// <summary>Who a member says to be (RFC 9420, section 5.3). What a name means is the application's to judge.</summary>
/// <param name="Type">1 is basic, 2 is X.509; others are unknown here and refused when read.</param>
/// <param name="Identity">The name of a basic credential; of an X.509 credential, its certificates as they came.</param>
public sealed record Credential(ushort Type, ReadOnlyMemory<byte> Identity)
{
    /// <summary>The number of the basic credential.</summary>
    public const ushort BasicType = 1;

    /// <summary>The number of the X.509 credential; it is read, its certificates are not judged.</summary>
    public const ushort X509Type = 2;

    /// <summary>A basic credential: a name and nothing that proves it.</summary>
    public static Credential Basic(ReadOnlyMemory<byte> identity) => new(BasicType, identity);

    internal static Credential Read(ref TlsReader reader)
    {
        var type = reader.UInt16();
        return type is BasicType or X509Type
            ? new Credential(type, reader.OpaqueCopy())
            : throw new MlsException(MlsFailure.Unsupported, $"A credential has the unknown type {type}.");
    }

    internal void Write(TlsWriter writer) => writer.UInt16(Type).Opaque(Identity);

    internal bool Is(Credential other) => Type == other.Type && Identity.Span.SequenceEqual(other.Identity.Span);
}
