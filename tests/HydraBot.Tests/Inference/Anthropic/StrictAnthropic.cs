using System.Collections.Concurrent;
using System.Text.Json;
using HydraBot.Testing.Models;
using HydraBot.Tests.Inference.Gateway;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>A server that speaks Anthropic's Messages API and refuses what it refuses. It says "Fine."; where the choice is <c>any</c>, it calls the first tool.</summary>
internal sealed class StrictAnthropic
{
    public StrictAnthropic(FakeModelServer server) => server.Serve = ServeAsync;

    /// <summary>What was asked and taken, oldest first.</summary>
    public ConcurrentQueue<JsonElement> Taken { get; } = new();

    /// <summary>Why it refused.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    /// <summary>What its model refuses beyond that, in its words.</summary>
    public Func<JsonElement, string?> Dislikes { get; set; } = _ => null;

    /// <summary>A house with one such server behind it.</summary>
    public static async Task<(GatewayHouse House, StrictAnthropic Anthropic)> OpenAsync(params string[] settings)
    {
        var house = await GatewayHouse.OpenAsync(1, ["--Inference:Endpoints:0:Protocol=Anthropic", "--Inference:Endpoints:0:Models:0=claude", .. settings]);
        return (house, new StrictAnthropic(house.Server));
    }

    private async Task ServeAsync(HttpContext context, byte[] body)
    {
        if (context.Request.Path != "/v1/messages")
            await RefuseAsync(context, 404, "not_found_error", "Not Found");
        else if (context.Request.Headers["x-api-key"].ToString().Length == 0)
            await RefuseAsync(context, 401, "authentication_error", "x-api-key header is required");
        else if (context.Request.Headers["anthropic-version"] != "2023-06-01")
            await RefuseAsync(context, 400, "invalid_request_error", "anthropic-version: header is required");
        else if ((AnthropicRules.Refusals(JsonElement.Parse(body)).FirstOrDefault() ?? Dislikes(JsonElement.Parse(body))) is { } refusal)
            await RefuseAsync(context, 400, "invalid_request_error", refusal);
        else
            await AnswerAsync(context, JsonElement.Parse(body));
    }

    private Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        Refused.Enqueue(message);
        return context.JsonAsync(JsonSerializer.Serialize(new { type = "error", error = new { type, message }, request_id = "req_1" }), status);
    }

    private Task AnswerAsync(HttpContext context, JsonElement asked)
    {
        Taken.Enqueue(asked);
        var tool = asked.TryGetProperty("tool_choice", out var choice) && choice.GetProperty("type").GetString() == "any" ? asked.GetProperty("tools")[0].GetProperty("name").GetString() : null;
        if (asked.TryGetProperty("stream", out var stream) && stream.GetBoolean())
            return context.SendAsync(tool is null ? AnthropicTalk.Said("Fine.") : AnthropicTalk.Used(tool));
        var answer = tool is null ? (Block: """{"type":"text","text":"Fine."}""", Reason: "end_turn") : (Block: AnthropicTalk.Use(tool), Reason: "tool_use");
        return context.JsonAsync(AnthropicTalk.Whole(answer.Block, answer.Reason));
    }
}
