using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Keys;

/// <summary>What a group asks of every member (RFC 9420, section 11.1).</summary>
internal sealed record RequiredCapabilities(IReadOnlyList<ushort> Extensions, IReadOnlyList<ushort> Proposals, IReadOnlyList<ushort> Credentials)
{
    public static RequiredCapabilities? In(IEnumerable<Extension> extensions) =>
        extensions.FirstOrDefault(extension => extension.Type == Extension.RequiredCapabilities) is { } found
            ? TlsReader.ReadAll(found.Data.Span, static (ref reader) => new RequiredCapabilities(reader.UInt16Vector(), reader.UInt16Vector(), reader.UInt16Vector()))
            : null;

    public bool AreMetBy(Capabilities capabilities) =>
        Extensions.All(type => Extension.IsDefault(type) || capabilities.Extensions.Contains(type))
        && Proposals.All(type => type is >= 1 and <= 7 || capabilities.Proposals.Contains(type))
        && Credentials.All(capabilities.Credentials.Contains);
}
