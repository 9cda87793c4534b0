using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Resilience;

/// <summary>Joins the second part of an answer to the first: what the second backend repeats is cut, and it does not introduce itself again.</summary>
internal sealed class ContinuationSink(IAnswerSink sink, string said) : IAnswerSink
{
    /// <summary>A backend that repeats does so at its very beginning; after these characters it is plain whether it did.</summary>
    private const int Window = 200;

    private readonly List<JsonObject> _held = [];
    private readonly StringBuilder _begin = new();
    private bool _joined;

    public bool Begun { get; private set; }

    public void Begin(AnswerHead head) => Begun = true;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_joined)
        {
            await sink.WriteAsync(bytes, cancellationToken);
            return;
        }

        var text = Encoding.UTF8.GetString(bytes.Span);
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.StartsWith("data:", StringComparison.Ordinal)))
        {
            var data = line["data:".Length..].Trim();
            if (_joined || data == "[DONE]")
            {
                await JoinAsync(cancellationToken);
                await sink.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"), cancellationToken);
                continue;
            }

            var chunk = JsonText.Object(Encoding.UTF8.GetBytes(data));
            _held.Add(chunk);
            _begin.Append(JsonText.Of(Delta(chunk)?["content"]));
            if (_begin.Length >= Window || First(chunk)?["finish_reason"] is not null)
                await JoinAsync(cancellationToken);
        }
    }

    /// <summary>Passes on what was held, without the repetition.</summary>
    private async ValueTask JoinAsync(CancellationToken cancellationToken)
    {
        if (_joined)
            return;
        _joined = true;
        var begin = _begin.ToString();
        var rest = begin[Continuation.Overlap(said, begin)..];
        foreach (var chunk in _held)
        {
            if (Delta(chunk) is { } delta)
            {
                delta.Remove("role");
                if (delta["content"] is not null)
                {
                    delta["content"] = rest;
                    rest = "";
                }
            }

            await sink.WriteAsync(JsonText.Event(chunk), cancellationToken);
        }

        _held.Clear();
    }

    private static JsonObject? First(JsonObject chunk) => chunk["choices"] is JsonArray { Count: > 0 } choices ? choices[0] as JsonObject : null;

    private static JsonObject? Delta(JsonObject chunk) => First(chunk)?["delta"] as JsonObject;
}
