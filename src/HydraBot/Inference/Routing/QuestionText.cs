using System.Text;
using System.Text.Json;

namespace HydraBot.Inference.Routing;

/// <summary>What is asked last in a request.</summary>
internal static class QuestionText
{
    /// <summary>Empty where nothing is said in words.</summary>
    public static string Of(ReadOnlyMemory<byte> body)
    {
        using var request = JsonDocument.Parse(body);
        if (request.RootElement.TryGetProperty("prompt", out var prompt) && prompt.ValueKind == JsonValueKind.String)
            return prompt.GetString()!;
        if (!request.RootElement.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
            return "";
        var last = messages.EnumerateArray().LastOrDefault(message => message.ValueKind == JsonValueKind.Object && message.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String && role.ValueEquals("user"u8));
        if (last.ValueKind != JsonValueKind.Object || !last.TryGetProperty("content", out var content))
            return "";
        if (content.ValueKind == JsonValueKind.String)
            return content.GetString()!;
        var text = new StringBuilder();
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object))
            {
                if (part.TryGetProperty("text", out var said) && said.ValueKind == JsonValueKind.String)
                    text.Append(said.GetString()).Append('\n');
            }
        }

        return text.ToString();
    }
}
