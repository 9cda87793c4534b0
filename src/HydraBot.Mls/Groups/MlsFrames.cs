using HydraBot.Mls.Codec;
using HydraBot.Mls.Messages;

namespace HydraBot.Mls.Groups;

/// <summary>Takes apart what protocols on top of MLS put side by side. Everything throws <see cref="MlsException"/> for bytes that are not that.</summary>
public static class MlsFrames
{
    /// <summary>The messages of an <c>MLSMessage messages&lt;V&gt;</c>, each as its bytes.</summary>
    public static IReadOnlyList<byte[]> Messages(ReadOnlySpan<byte> vector) => TlsReader.ReadAll(vector, static (ref reader) => reader.Vector(ReadMessage));

    /// <summary>The items of an <c>opaque items&lt;V&gt;&lt;V&gt;</c>, such as references of proposals.</summary>
    public static IReadOnlyList<byte[]> Opaques(ReadOnlySpan<byte> vector) =>
        TlsReader.ReadAll(vector, static (ref reader) => reader.Vector(static (ref item) => item.OpaqueCopy()));

    /// <summary>Splits what starts with an MLSMessage into that and the rest.</summary>
    public static (byte[] Message, byte[] Remainder) SplitFirst(ReadOnlySpan<byte> data)
    {
        var reader = new TlsReader(data);
        return (ReadMessage(ref reader), reader.Rest.ToArray());
    }

    private static byte[] ReadMessage(ref TlsReader reader)
    {
        var before = reader.Rest;
        MlsMessage.Read(ref reader);
        return before[..(before.Length - reader.Rest.Length)].ToArray();
    }
}
