using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using HydraBot.Hosting.Streams;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Reads Anthropic's stream of events and reads like OpenAI's: pulled by its reader, so that nothing runs beside it.</summary>
internal sealed class AnthropicStream(Stream events, long created) : ReadOnlyStream
{
    private readonly StreamReader _lines = new(events, Encoding.UTF8);
    private readonly Dictionary<int, int> _calls = [];
    private ReadOnlyMemory<byte> _ready;
    private string _id = "", _model = "";
    private readonly JsonObject _usage = [];
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty)
        {
            if (_ended || await _lines.ReadLineAsync(cancellationToken) is not { } line)
                return 0;
            if (line.StartsWith("data:", StringComparison.Ordinal) && JsonNode.Parse(line["data:".Length..]) is JsonObject data)
                _ready = Translate(data);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _lines.Dispose();
        base.Dispose(disposing);
    }

    private byte[] Translate(JsonObject data) => data["type"]?.GetValue<string>() switch
    {
        "message_start" => Start(data["message"]),
        "content_block_start" => Block(data),
        "content_block_delta" => Delta(data),
        "message_delta" => Stop(data),
        "message_stop" => End(),
        "error" => Event(new JsonObject { ["error"] = data["error"]?.DeepClone() }),
        _ => [],
    };

    private byte[] Start(JsonNode? message)
    {
        _id = message?["id"]?.GetValue<string>() ?? "";
        _model = message?["model"]?.GetValue<string>() ?? "";
        Count(message?["usage"]);
        return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null);
    }

    private byte[] Block(JsonObject data)
    {
        if (data["content_block"] is not JsonObject block || block["type"]?.GetValue<string>() != "tool_use")
            return [];
        var index = _calls[data["index"]?.GetValue<int>() ?? 0] = _calls.Count;
        return Chunk(new JsonObject
        {
            ["tool_calls"] = new JsonArray(new JsonObject
            {
                ["index"] = index,
                ["id"] = block["id"]?.DeepClone(),
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = block["name"]?.DeepClone(), ["arguments"] = "" },
            }),
        }, null);
    }

    private byte[] Delta(JsonObject data)
    {
        var delta = data["delta"];
        return delta?["type"]?.GetValue<string>() switch
        {
            "text_delta" => Chunk(new JsonObject { ["content"] = delta["text"]?.DeepClone() }, null),
            "thinking_delta" => Chunk(new JsonObject { ["reasoning_content"] = delta["thinking"]?.DeepClone() }, null),
            "input_json_delta" => Chunk(new JsonObject
            {
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["index"] = _calls.GetValueOrDefault(data["index"]?.GetValue<int>() ?? 0),
                    ["function"] = new JsonObject { ["arguments"] = delta["partial_json"]?.DeepClone() },
                }),
            }, null),
            _ => [],
        };
    }

    private byte[] Stop(JsonObject data)
    {
        Count(data["usage"]);
        return Chunk([], AnthropicAnswer.Reason(data["delta"]?["stop_reason"]));
    }

    private byte[] End()
    {
        _ended = true;
        var usage = Envelope([]);
        usage["usage"] = AnthropicAnswer.Usage(_usage);
        return [.. Event(usage), .. "data: [DONE]\n\n"u8];
    }

    private void Count(JsonNode? usage)
    {
        foreach (var (name, value) in usage as JsonObject ?? [])
            _usage[name] = value?.DeepClone();
    }

    private byte[] Chunk(JsonObject delta, string? finish) =>
        Event(Envelope(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish })));

    private JsonObject Envelope(JsonArray choices) => new()
    {
        ["id"] = _id,
        ["object"] = "chat.completion.chunk",
        ["created"] = created,
        ["model"] = _model,
        ["choices"] = choices,
    };

    private static byte[] Event(JsonObject value)
    {
        using var buffer = new MemoryStream();
        buffer.Write("data: "u8);
        using (var json = new Utf8JsonWriter(buffer, JsonText.Writing))
            value.WriteTo(json);
        buffer.Write("\n\n"u8);
        return buffer.ToArray();
    }
}
