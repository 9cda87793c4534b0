using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Keys;

/// <summary>What a member's client understands beyond what every client must (RFC 9420, section 7.2). All are numbers of the registries of section 17.</summary>
/// <param name="Versions">Protocol versions; 1 is mls10.</param>
/// <param name="CipherSuites">Ciphersuites.</param>
/// <param name="Extensions">Extensions.</param>
/// <param name="Proposals">Kinds of proposals.</param>
/// <param name="Credentials">Kinds of credentials.</param>
public sealed record Capabilities(
    IReadOnlyList<ushort> Versions, IReadOnlyList<ushort> CipherSuites, IReadOnlyList<ushort> Extensions, IReadOnlyList<ushort> Proposals,
    IReadOnlyList<ushort> Credentials)
{
    /// <summary>What this library understands: mls10, its one ciphersuite, basic credentials, and nothing optional.</summary>
    public static Capabilities Own { get; } = new([CipherSuite.Protocol], [CipherSuite.Id], [], [], [Credential.BasicType]);

    internal static Capabilities Read(ref TlsReader reader) =>
        new(reader.UInt16Vector(), reader.UInt16Vector(), reader.UInt16Vector(), reader.UInt16Vector(), reader.UInt16Vector());

    internal void Write(TlsWriter writer) =>
        writer.UInt16Vector(Versions).UInt16Vector(CipherSuites).UInt16Vector(Extensions).UInt16Vector(Proposals).UInt16Vector(Credentials);
}
