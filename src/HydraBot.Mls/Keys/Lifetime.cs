using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Keys;

/// <summary>When a key package may be used, in seconds since 1970 (RFC 9420, section 7.2).</summary>
/// <param name="NotBefore">The first second.</param>
/// <param name="NotAfter">The last second.</param>
public sealed record Lifetime(ulong NotBefore, ulong NotAfter)
{
    /// <summary>Always.</summary>
    public static Lifetime Unlimited { get; } = new(0, ulong.MaxValue);

    /// <summary>Whether it may be used at this time.</summary>
    public bool Contains(DateTimeOffset time)
    {
        var seconds = (ulong)Math.Max(0, time.ToUnixTimeSeconds());
        return seconds >= NotBefore && seconds <= NotAfter;
    }

    internal static Lifetime Read(ref TlsReader reader) => new(reader.UInt64(), reader.UInt64());

    internal void Write(TlsWriter writer) => writer.UInt64(NotBefore).UInt64(NotAfter);
}
