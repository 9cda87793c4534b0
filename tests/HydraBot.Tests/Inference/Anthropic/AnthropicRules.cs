using System.Text.Json;
using System.Text.RegularExpressions;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>What Anthropic's Messages API refuses, as its reference (version 2023-06-01) and its own error messages say; written from these, not from the house's code.</summary>
internal static partial class AnthropicRules
{
    private static readonly string[] Members =
        ["model", "messages", "max_tokens", "system", "temperature", "top_p", "top_k", "stop_sequences", "stream", "metadata", "tools", "tool_choice", "thinking", "service_tier", "output_config"];

    /// <summary>Why a request is refused, the first reason first; empty where it is not.</summary>
    public static IEnumerable<string> Refusals(JsonElement asked)
    {
        foreach (var member in asked.EnumerateObject().Where(member => !Members.Contains(member.Name)))
            yield return $"{member.Name}: Extra inputs are not permitted";
        if (Text(asked, "model") is not { Length: > 0 })
            yield return "model: Field required";
        if (!asked.TryGetProperty("max_tokens", out var most) || most.ValueKind != JsonValueKind.Number || !most.TryGetInt32(out var tokens) || tokens < 1)
            yield return "max_tokens: Field required";
        foreach (var (name, highest) in ((string, double)[])[("temperature", 1), ("top_p", 1), ("top_k", 500)])
        {
            if (asked.TryGetProperty(name, out var number) && (number.ValueKind != JsonValueKind.Number || number.GetDouble() < 0 || number.GetDouble() > highest))
                yield return $"{name}: range: 0..{highest}";
        }

        if (asked.TryGetProperty("stream", out var stream) && stream.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            yield return "stream: Input should be a valid boolean";
        if (asked.TryGetProperty("stop_sequences", out var stops) && (stops.ValueKind != JsonValueKind.Array || stops.EnumerateArray().Any(stop => string.IsNullOrWhiteSpace(stop.GetString()))))
            yield return "stop_sequences: each stop sequence must contain non-whitespace";
        if (asked.TryGetProperty("system", out var system) && (system.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(system.GetString())))
            yield return "system: text content blocks must contain non-whitespace text";
        if (asked.TryGetProperty("metadata", out var metadata) && metadata.EnumerateObject().Any(member => member.Name != "user_id" || member.Value.GetString()!.Length > 256))
            yield return "metadata.user_id: String should have at most 256 characters";
        if (asked.TryGetProperty("output_config", out var output) && output.TryGetProperty("format", out var format) && !(Text(format, "type") == "json_schema" && IsClosed(format.GetProperty("schema"))))
            yield return "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false";
        foreach (var refusal in Tools(asked).Concat(AnthropicThoughtRules.Refusals(asked)).Concat(AnthropicTurnRules.Refusals(asked)))
            yield return refusal;
    }

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool IsName(string? name) => name is not null && Name().IsMatch(name);

    private static IEnumerable<string> Tools(JsonElement asked)
    {
        JsonElement[] tools = asked.TryGetProperty("tools", out var list) ? [.. list.EnumerateArray()] : [];
        foreach (var (index, tool) in tools.Index())
        {
            if (!IsName(Text(tool, "name")))
                yield return $"tools.{index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'";
            if (!tool.TryGetProperty("input_schema", out var schema) || Text(schema, "type") != "object")
                yield return $"tools.{index}.custom.input_schema.type: Field required";
            foreach (var member in tool.EnumerateObject().Where(member => member.Name is not ("name" or "description" or "input_schema" or "strict" or "type")))
                yield return $"tools.{index}.custom.{member.Name}: Extra inputs are not permitted";
        }

        if (tools.DistinctBy(tool => Text(tool, "name")).Count() < tools.Length)
            yield return "tools: Tool names must be unique.";
        if (!asked.TryGetProperty("tool_choice", out var choice))
            yield break;
        if (tools.Length == 0)
            yield return "tool_choice: may only be specified while providing tools";
        var type = Text(choice, "type");
        if (type is not ("auto" or "any" or "tool" or "none"))
            yield return "tool_choice: Input tag does not match any of the expected tags";
        if (type == "tool" && tools.All(tool => Text(tool, "name") != Text(choice, "name")))
            yield return $"Tool '{Text(choice, "name")}' not found in provided tools";
        if (type == "none" && choice.TryGetProperty("disable_parallel_tool_use", out _))
            yield return "tool_choice.none.disable_parallel_tool_use: Extra inputs are not permitted";
    }

    private static bool IsClosed(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => (Text(schema, "type") != "object" || (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False))
            && schema.EnumerateObject().All(member => IsClosed(member.Value)),
        JsonValueKind.Array => schema.EnumerateArray().All(IsClosed),
        _ => true,
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$")]
    private static partial Regex Name();
}
