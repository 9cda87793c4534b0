using System.Text.Encodings.Web;
using System.Text.Json;

namespace HydraBot.Inference.Pipeline;

/// <summary>How the pipeline writes JSON of its own.</summary>
internal static class JsonText
{
    /// <summary>An answer is JSON and never markup: quotes and letters beyond ASCII stay themselves.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A string as a JSON token, quotes included.</summary>
    public static byte[] Token(string text)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            json.WriteStringValue(text);
        return buffer.ToArray();
    }
}
