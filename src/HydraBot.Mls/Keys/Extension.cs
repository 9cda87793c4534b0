using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Keys;

/// <summary>Something that a key package, a leaf, a group or a group info says beyond its fields (RFC 9420, section 13).</summary>
/// <param name="Type">Its number in the registry of RFC 9420, section 17.3.</param>
/// <param name="Data">Its content.</param>
public sealed record Extension(ushort Type, ReadOnlyMemory<byte> Data)
{
    internal const ushort ApplicationId = 1;
    internal const ushort RatchetTree = 2;
    internal const ushort RequiredCapabilities = 3;
    internal const ushort ExternalPub = 4;
    internal const ushort ExternalSenders = 5;

    /// <summary>Extensions that everybody understands and nobody lists (RFC 9420, section 7.2).</summary>
    internal static bool IsDefault(ushort type) => type is >= ApplicationId and <= ExternalSenders;

    internal static Extension Read(ref TlsReader reader) => new(reader.UInt16(), reader.OpaqueCopy());

    /// <summary>A list of extensions, each type at most once.</summary>
    internal static List<Extension> ReadList(ref TlsReader reader)
    {
        var list = reader.Vector(Read);
        if (list.DistinctBy(extension => extension.Type).Count() != list.Count)
            throw new MlsException(MlsFailure.Malformed, "An extension appears twice.");
        return list;
    }

    internal void Write(TlsWriter writer) => writer.UInt16(Type).Opaque(Data);

    internal static void WriteList(TlsWriter writer, IEnumerable<Extension> list) => writer.Vector(list, static (extension, to) => extension.Write(to));
}
