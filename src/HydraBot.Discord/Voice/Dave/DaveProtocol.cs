namespace HydraBot.Discord.Voice.Dave;

/// <summary>Numbers of Discord's end-to-end encryption (DAVE 1.1: https://daveprotocol.com).</summary>
internal static class DaveProtocol
{
    /// <summary>The version spoken here; version 0 is no end-to-end encryption.</summary>
    public const int Version = 1;

    public const int TagSize = 8;
    public const int KeySize = 16;
    public const int NonceSize = 12;

    /// <summary>Where the four bytes of a frame's nonce lie in the cipher's nonce, little endian; the rest is zero.</summary>
    public const int NonceOffset = 8;

    /// <summary>A frame's nonce carries its generation in its highest byte.</summary>
    public const int GenerationShift = 24;

    /// <summary>Tag, size byte and marker: what every encrypted frame has beyond its ciphertext, nonce and ranges.</summary>
    public const int FixedSupplement = TagSize + 1 + 2;

    public const byte Marker = 0xFA;

    /// <summary>How far a generation may run ahead of the newest.</summary>
    public const uint LargestGenerationGap = 250;

    /// <summary>How many frames that have not come are remembered, so that each may still come once.</summary>
    public const int MostMissing = 1000;

    /// <summary>The most frames a member can honestly send: 50 of sound and two pictures at 60.</summary>
    public const int FramesPerSecond = 50 + (2 * 60);

    public const string ExporterLabel = "Discord Secure Frames v0";

    /// <summary>How long the keys of an epoch outlive it, for frames that are under way.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>How long unencrypted frames are let in while a downgrade is prepared.</summary>
    public static readonly TimeSpan DowngradeOverlap = TimeSpan.FromSeconds(24);

    /// <summary>Opus for 20 ms of nothing; relays make such frames themselves, so they pass without encryption.</summary>
    public static ReadOnlySpan<byte> Silence => [0xF8, 0xFF, 0xFE];
}
