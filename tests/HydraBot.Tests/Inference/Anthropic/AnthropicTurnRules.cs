using System.Text.Json;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>What Anthropic's Messages API refuses of a conversation.</summary>
internal static class AnthropicTurnRules
{
    public static IEnumerable<string> Refusals(JsonElement asked)
    {
        JsonElement[] turns = asked.TryGetProperty("messages", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
        if (turns.Length == 0)
        {
            yield return "messages: at least one message is required";
            yield break;
        }

        if (AnthropicRules.Text(turns[0], "role") != "user")
            yield return "messages: first message must use the \"user\" role";
        string[] open = [];
        foreach (var (index, turn) in turns.Index())
        {
            foreach (var member in turn.EnumerateObject().Where(member => member.Name is not ("role" or "content")))
                yield return $"messages.{index}.{member.Name}: Extra inputs are not permitted";
            var role = AnthropicRules.Text(turn, "role");
            if (role is not ("user" or "assistant"))
                yield return $"messages: Unexpected role \"{role}\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input message role.";
            var blocks = Blocks(turn);
            if (blocks.Length == 0)
                yield return $"messages.{index}: all messages must have non-empty content except for the optional final assistant message";
            foreach (var refusal in blocks.SelectMany(block => Block(block, role, $"messages.{index}.content")))
                yield return refusal;
            foreach (var refusal in Results(blocks, open, index))
                yield return refusal;
            open = [.. blocks.Where(block => Type(block) == "tool_use").Select(block => AnthropicRules.Text(block, "id")!)];
        }

        if (turns.SelectMany(Blocks).Any(block => Type(block) is "tool_use" or "tool_result") && !asked.TryGetProperty("tools", out _))
            yield return "Requests which include `tool_use` or `tool_result` blocks must define tools";
        if (open.Length > 0)
            yield return $"messages.{turns.Length - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", open)}";
        if (AnthropicRules.Text(turns[^1], "role") == "assistant" && Blocks(turns[^1]) is [.., var last] && AnthropicRules.Text(last, "text") is { } end && end != end.TrimEnd())
            yield return "messages: final assistant content cannot end with trailing whitespace";
    }

    private static string? Type(JsonElement block) => AnthropicRules.Text(block, "type");

    private static JsonElement[] Blocks(JsonElement turn) => turn.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
        ? [.. content.EnumerateArray()]
        : AnthropicRules.Text(turn, "content") is { Length: > 0 } text ? [JsonSerializer.SerializeToElement(new { type = "text", text })] : [];

    private static IEnumerable<string> Results(JsonElement[] blocks, string[] open, int index)
    {
        var results = blocks.TakeWhile(block => Type(block) == "tool_result").Select(block => AnthropicRules.Text(block, "tool_use_id")).ToArray();
        if (blocks.Count(block => Type(block) == "tool_result") > results.Length)
            yield return $"messages.{index}: tool_result blocks come first";
        if (open.Except(results).ToArray() is { Length: > 0 } missing)
            yield return $"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", missing)}";
        if (results.Except(open).ToArray() is { Length: > 0 } strange)
            yield return $"messages.{index}.content: unexpected `tool_use_id` found in `tool_result` blocks: {string.Join(", ", strange)}";
    }

    private static IEnumerable<string> Block(JsonElement block, string? role, string where)
    {
        switch (Type(block))
        {
            case "text" when string.IsNullOrWhiteSpace(AnthropicRules.Text(block, "text")):
                yield return "messages: text content blocks must contain non-whitespace text";
                break;
            case "text":
                break;
            case "image" when role == "user":
                var source = block.GetProperty("source");
                if (AnthropicRules.Text(source, "type") == "base64"
                    && (AnthropicRules.Text(source, "media_type") is not ("image/jpeg" or "image/png" or "image/gif" or "image/webp") || AnthropicRules.Text(source, "data") is not { Length: > 0 }))
                    yield return $"{where}.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'";
                break;
            case "tool_use" when role == "assistant":
                if (!AnthropicRules.IsName(AnthropicRules.Text(block, "name")) || !AnthropicRules.IsName(AnthropicRules.Text(block, "id")))
                    yield return $"{where}.tool_use: id and name match '^[a-zA-Z0-9_-]+$'";
                if (!block.TryGetProperty("input", out var input) || input.ValueKind != JsonValueKind.Object)
                    yield return $"{where}.tool_use.input: Input should be a valid dictionary";
                break;
            case "tool_result" when role == "user":
                break;
            default:
                yield return $"{where}: Input tag '{Type(block)}' does not belong into a message of '{role}'";
                break;
        }
    }
}
