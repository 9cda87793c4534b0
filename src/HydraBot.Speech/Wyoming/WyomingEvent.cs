using System.Text.Json.Nodes;

namespace HydraBot.Speech.Wyoming;

/// <summary>One event of the Wyoming protocol. https://github.com/OHF-Voice/wyoming</summary>
/// <param name="Type">Its type, such as <c>audio-chunk</c>.</param>
/// <param name="Data">Its data.</param>
/// <param name="Payload">Its bytes.</param>
internal sealed record WyomingEvent(string Type, JsonObject Data, ReadOnlyMemory<byte> Payload = default)
{
    public WyomingEvent(string type)
        : this(type, [])
    {
    }

    public string? Text(string name) => Data[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public int? Number(string name) => Data[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    /// <summary>Where sound begins: rate, bytes a sample, channels.</summary>
    public static WyomingEvent AudioStart(int rate) => new("audio-start", Format(rate));

    public static WyomingEvent AudioChunk(Sound sound) => new("audio-chunk", Format(sound.Rate), PcmBytes.Write(sound.Samples.Span));

    private static JsonObject Format(int rate) => new() { ["rate"] = rate, ["width"] = 2, ["channels"] = 1 };
}
