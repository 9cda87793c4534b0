using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>Finds an error that a server sends as an event of the stream, after its 200, as llama.cpp, vLLM and LiteLLM do.</summary>
internal static class StreamError
{
    private const int MostText = 200;

    /// <summary>What it says; null where the update is an ordinary one.</summary>
    public static string? Find(ChatResponseUpdate update)
    {
        // An error event has no choices, so it arrives as an update without text and without an end.
        if (update.Text.Length > 0 || update.FinishReason is not null || update.RawRepresentation is not { } raw)
            return null;

        using var json = JsonDocument.Parse(ModelReaderWriter.Write(raw));
        if (!json.RootElement.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null)
            return null;
        var text = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString();
        return $"it says: {(text.Length > MostText ? $"{text[..MostText]}…" : text)}";
    }
}
