using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Testing.Models;

/// <summary>A server of embedding models on a socket that counts what each embeds, and that a test can bid hold on in the middle.</summary>
public sealed class EmbeddingServer : IAsyncDisposable
{
    private readonly FakeModelServer _server;
    private readonly ConcurrentDictionary<(string Model, string Text), int> _embedded = [];
    private readonly ConcurrentDictionary<string, int> _left = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmbeddingServer(FakeModelServer server)
    {
        _server = server;
        server.Serve = ServeAsync;
    }

    /// <summary>Ends in <c>/v1</c>.</summary>
    public string Url => _server.Url;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<EmbeddingServer> StartAsync(CancellationToken cancellationToken) => new(await FakeModelServer.StartAsync(cancellationToken));

    /// <summary>How often a model embedded a text.</summary>
    public int Times(string model, string text) => _embedded.GetValueOrDefault((model, text));

    /// <summary>Texts that a model embedded more than once.</summary>
    public int Again(string model) => _embedded.Count(pair => pair.Key.Model == model && pair.Value > 1);

    /// <summary>Different texts that a model embedded.</summary>
    public int Texts(string model) => _embedded.Count(pair => pair.Key.Model == model);

    /// <summary>After about so many texts more of a model a batch of it gets no answer; the task ends when one waits.</summary>
    public Task HoldAfter(string model, int texts)
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _left[model] = texts;
        return _held.Task;
    }

    /// <summary>From now on all of a model is answered.</summary>
    public void LetGo(string model) => _left.TryRemove(model, out _);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context, byte[] bytes)
    {
        var body = JsonElement.Parse(bytes);
        var model = body.GetProperty("model").GetString()!;
        var input = body.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray().Select(text => text.GetString()!)] : [input.GetString()!];
        if (_left.TryGetValue(model, out var left) && left < texts.Length)
        {
            _held.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        if (_left.ContainsKey(model))
            _left[model] = left - texts.Length;
        foreach (var text in texts)
            _embedded.AddOrUpdate((model, text), 1, (_, before) => before + 1);
        await context.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            model,
            data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes(Meaning(text).AsSpan())) }),
            usage = new { prompt_tokens = 1, total_tokens = 1 },
        });
    }

    /// <summary>Cats lie near each other, whatever they are called.</summary>
    private static float[] Meaning(string text) =>
        text.Contains("feline", StringComparison.Ordinal) || text.Contains("whiskers", StringComparison.Ordinal) ? [1, 0, 0.1f] : [0, 1, 0.1f * (text.Length % 7)];
}
