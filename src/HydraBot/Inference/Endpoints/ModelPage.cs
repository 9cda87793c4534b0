using System.Text.Json.Serialization;

namespace HydraBot.Inference.Endpoints;

/// <summary>The answer to <c>GET /v1/models</c> (OpenAI API reference, List models).</summary>
internal sealed record ModelPage([property: JsonPropertyName("data")] IReadOnlyList<ModelEntry>? Data);

/// <summary>One model of the list.</summary>
internal sealed record ModelEntry([property: JsonPropertyName("id")] string? Id);
