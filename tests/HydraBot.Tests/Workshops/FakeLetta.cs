using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Workshops;

/// <summary>Both servers that Letta has had: the REST one, and the OpenAI-compatible one.</summary>
internal sealed class FakeLetta(bool rest) : StandIn
{
    private readonly Dictionary<string, string> _blocks = new() { ["human"] = "Their name is Ada.", ["rules"] = "Never." };
    private readonly List<string> _archive = ["The NAS is called atlas."];

    public static Task<FakeLetta> StartAsync(bool rest) => StartAsync(new FakeLetta(rest) { Key = ("Authorization", "Bearer letta-key-0123456789") });

    protected override void Map(WebApplication app)
    {
        if (!rest)
        {
            app.MapGet("/v1/models", context => Json(context, 200, """{"object":"list","data":[{"id":"agent-ada","object":"model"}]}"""));
            app.MapPost("/v1/chat/completions", context => Json(context, 200, """{"choices":[{"message":{"role":"assistant","content":"Hello from OpenAI's door."}}]}"""));
            return;
        }

        app.MapGet("/v1/agents", context => Json(context, 200, """[{"id":"agent-1","name":"Ada"},{"id":"agent-2","name":"Bob"}]"""));
        app.MapGet("/v1/agents/{id}/core-memory/blocks", context => Json(context, new JsonArray([.. _blocks.Select(block => Block(block.Key))])));
        app.MapPatch("/v1/agents/{id}/core-memory/blocks/{label}", async (HttpContext context, string label) =>
        {
            _blocks[label] = (await BodyAsync(context))["value"]!.ToString();
            await Json(context, Block(label));
        });
        app.MapGet("/v1/agents/{id}/archival-memory", (HttpContext context, string? search) =>
            Json(context, new JsonArray([.. _archive.Where(text => search is null || text.Contains(search, StringComparison.OrdinalIgnoreCase)).Select(Passage)])));
        app.MapPost("/v1/agents/{id}/archival-memory", async context =>
        {
            _archive.Add((await BodyAsync(context))["text"]!.ToString());
            await Json(context, new JsonArray(Passage(_archive[^1])));
        });
        app.MapPost("/v1/agents/{id}/messages", context => Json(context, 200, """
            {"messages":[{"message_type":"reasoning_message","reasoning":"Hm."},{"message_type":"assistant_message","content":[{"type":"text","text":"Hello from Ada."}]}],"stop_reason":{"stop_reason":"end_turn"}}
            """));
    }

    private JsonObject Block(string label) => new() { ["id"] = $"block-{label}", ["label"] = label, ["value"] = _blocks[label], ["limit"] = 60, ["read_only"] = label == "rules" };

    private static JsonObject Passage(string text) => new() { ["id"] = "passage-1", ["text"] = text, ["created_at"] = "2026-11-01T00:00:00Z" };
}
