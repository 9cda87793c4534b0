using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Testing.Models;

/// <summary>One conversation that a <see cref="FakeModelServer"/> is asked for.</summary>
public sealed class ModelExchange(HttpContext context, JsonElement question)
{
    /// <summary>Cancelled when the asker has gone.</summary>
    public CancellationToken Gone => context.RequestAborted;

    /// <summary>The model that was asked for.</summary>
    public string Model => question.GetProperty("model").GetString()!;

    /// <summary>The whole question as it came.</summary>
    public JsonElement Question => question;

    /// <summary>Streams these words and an end with the tokens used.</summary>
    public async Task SayAsync(params string[] words)
    {
        foreach (var word in words)
            await WordAsync(word);
        await EndAsync();
    }

    /// <summary>Streams one piece of text.</summary>
    public Task WordAsync(string text) => EventAsync(Chunk(new { content = text }, null));

    /// <summary>Streams the proper end.</summary>
    public async Task EndAsync(string reason = "stop")
    {
        await EventAsync(Chunk(new { }, reason));
        await EventAsync(JsonSerializer.Serialize(new
        {
            id = "1",
            @object = "chat.completion.chunk",
            created = 1,
            model = Model,
            choices = Array.Empty<object>(),
            usage = new { prompt_tokens = 11, completion_tokens = 7, total_tokens = 18 },
        }));
        await EventAsync("[DONE]");
    }

    /// <summary>Sends one event as it stands.</summary>
    public async Task EventAsync(string data)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync($"data: {data}\n\n", Gone);
        await context.Response.Body.FlushAsync(Gone);
    }

    /// <summary>Answers with a status and no stream.</summary>
    public Task RefuseAsync(int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, Gone);
    }

    /// <summary>Resets the connection.</summary>
    public void Break() => context.Abort();

    private string Chunk(object delta, string? finish) => JsonSerializer.Serialize(new
    {
        id = "1",
        @object = "chat.completion.chunk",
        created = 1,
        model = Model,
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    });
}
