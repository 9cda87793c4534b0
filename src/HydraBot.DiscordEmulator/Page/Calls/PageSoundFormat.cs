namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>What a page's frames of 20 ms hold.</summary>
public enum PageSoundFormat
{
    /// <summary>Opus packets, as on Discord.</summary>
    Opus,

    /// <summary>960 samples of 16 bits, little endian, mono at 48 kHz: for browsers without WebCodecs.</summary>
    Pcm,
}
