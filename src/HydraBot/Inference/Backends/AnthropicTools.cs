using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>The tools of a request, and how they may be used.</summary>
internal static class AnthropicTools
{
    public static void Put(ChatOptions options, JsonObject asked, AnthropicNames names, AnthropicDislikes dislikes)
    {
        options.Tools = [.. (asked["tools"] as JsonArray ?? []).OfType<JsonObject>().Select(tool => Tool(tool, names, dislikes))];
        if (options.Tools.Count == 0)
        {
            // A conversation in which tools were used is refused without them, also when none is offered any more.
            options.Tools = [.. names.Told.Select(name => Tool(name, null, []))];
            options.ToolMode = options.Tools.Count > 0 ? ChatToolMode.None : null;
            return;
        }

        options.ToolMode = Choice(asked["tool_choice"], names);
        if (asked["parallel_tool_calls"] is JsonValue several && several.TryGetValue<bool>(out var parallel) && !parallel)
        {
            options.ToolMode ??= ChatToolMode.Auto;
            options.AllowMultipleToolCalls = false;
        }
    }

    private static AITool Tool(JsonObject tool, AnthropicNames names, AnthropicDislikes dislikes)
    {
        if (tool["function"] is not JsonObject function || JsonText.Of(function["name"]) is not { Length: > 0 } name)
            throw AnthropicParts.Invalid("A tool has a 'function' with a name.", "tools");
        var schema = function["parameters"]?.DeepClone() as JsonObject ?? [];
        var description = JsonText.Of(function["description"]) is { Length: > 0 } told ? told : null;
        var strict = function["strict"] is JsonValue wish && wish.TryGetValue<bool>(out var held) && held && !dislikes.HasFlag(AnthropicDislikes.Strict);
        return strict ? new StrictTool(names.Tell(name), description ?? "", AnthropicParts.Element(schema)) : Tool(names.Tell(name), description, schema);
    }

    /// <summary>The library would close every schema and say its limits in words, as is right for strict tools alone: others have theirs as it is.</summary>
    private static AITool Tool(string name, string? description, JsonObject schema)
    {
        schema.TryAdd("type", "object");
        var tool = new Tool { Name = name, InputSchema = InputSchema.FromRawUnchecked(AnthropicParts.Members(schema)) };
        return new ToolUnion(description is null ? tool : tool with { Description = description }).AsAITool();
    }

    private static ChatToolMode? Choice(JsonNode? choice, AnthropicNames names) => choice switch
    {
        JsonValue value => JsonText.Of(value) switch
        {
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            "auto" => ChatToolMode.Auto,
            _ => null,
        },
        JsonObject named when JsonText.Of(named["function"]?["name"]) is { } name => ChatToolMode.RequireSpecific(names.Tell(name)),
        _ => null,
    };

    /// <summary>A tool whose arguments are held to its schema.</summary>
    private sealed class StrictTool(string name, string description, JsonElement schema) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => schema;

        /// <summary>Where Anthropic's library looks for it.</summary>
        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = new Dictionary<string, object?> { [nameof(Anthropic.Models.Messages.Tool.Strict)] = true };
    }
}
