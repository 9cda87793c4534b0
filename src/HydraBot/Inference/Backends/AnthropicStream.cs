using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using HydraBot.Hosting.Streams;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Reads Anthropic's stream of events and reads like OpenAI's: pulled by its reader, so that nothing runs beside it.</summary>
/// <param name="lines">The events as they come.</param>
/// <param name="names">What the caller calls its tools.</param>
/// <param name="run">Is told of letters that came broken.</param>
/// <param name="created">The moment that every chunk names.</param>
/// <param name="usage">The caller wants a chunk of its own for the usage; otherwise it stands in the last one, since a chunk without choices is not expected.</param>
internal sealed class AnthropicStream(BoundedLines lines, AnthropicNames names, AttemptRun run, long created, bool usage) : ReadOnlyStream
{
    private readonly Dictionary<int, int> _calls = [];
    private ReadOnlyMemory<byte> _ready;
    private string _id = "", _model = "";
    private readonly JsonObject _usage = [];
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty)
        {
            if (_ended || await lines.ReadAsync(cancellationToken) is not { } line)
                return 0;
            if (line.AsSpan().StartsWith("data:"u8))
                _ready = JsonText.Read(() => Translate(JsonText.Object(Whole(line.AsSpan(5)))));
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
            lines.Close();
        base.Dispose(disposing);
    }

    private ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line))
            return line;
        run.Repaired = true;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
    }

    private byte[] Translate(JsonObject data) => JsonText.Of(data["type"]) switch
    {
        "message_start" => Start(data["message"]),
        "content_block_start" => Block(data),
        "content_block_delta" => Delta(data),
        "message_delta" => Stop(data),
        "message_stop" => End(),
        "error" => JsonText.Event(new JsonObject { ["error"] = data["error"]?.DeepClone() ?? "it gives no reason" }),
        // A sign of life while it thinks: the caller's patience and the house's begin anew.
        "ping" => ": ping\n\n"u8.ToArray(),
        _ => [],
    };

    private byte[] Start(JsonNode? message)
    {
        _id = JsonText.Of(message?["id"]) ?? "";
        _model = JsonText.Of(message?["model"]) ?? "";
        Count(message?["usage"]);
        return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null);
    }

    private byte[] Block(JsonObject data)
    {
        if (data["content_block"] is not JsonObject block || JsonText.Of(block["type"]) != "tool_use")
            return [];
        var index = _calls[Index(data)] = _calls.Count;
        return Chunk(new JsonObject
        {
            ["tool_calls"] = new JsonArray(new JsonObject
            {
                ["index"] = index,
                ["id"] = block["id"]?.DeepClone(),
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = names.Own(JsonText.Of(block["name"]) ?? ""), ["arguments"] = "" },
            }),
        }, null);
    }

    private byte[] Delta(JsonObject data)
    {
        var delta = data["delta"];
        return JsonText.Of(delta?["type"]) switch
        {
            "text_delta" => Chunk(new JsonObject { ["content"] = delta!["text"]?.DeepClone() }, null),
            "thinking_delta" => Chunk(new JsonObject { ["reasoning_content"] = delta!["thinking"]?.DeepClone() }, null),
            "input_json_delta" => Chunk(new JsonObject
            {
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["index"] = _calls.GetValueOrDefault(Index(data)),
                    ["function"] = new JsonObject { ["arguments"] = delta!["partial_json"]?.DeepClone() },
                }),
            }, null),
            _ => [],
        };
    }

    private byte[] Stop(JsonObject data)
    {
        Count(data["usage"]);
        var last = Envelope(Choice([], AnthropicAnswer.Reason(data["delta"]?["stop_reason"])));
        if (!usage)
            last["usage"] = AnthropicAnswer.Usage(_usage);
        return JsonText.Event(last);
    }

    private byte[] End()
    {
        _ended = true;
        if (!usage)
            return "data: [DONE]\n\n"u8.ToArray();
        var last = Envelope([]);
        last["usage"] = AnthropicAnswer.Usage(_usage);
        return [.. JsonText.Event(last), .. "data: [DONE]\n\n"u8];
    }

    private static int Index(JsonObject data) => data["index"] is JsonValue value && value.TryGetValue<int>(out var index) ? index : 0;

    private void Count(JsonNode? told)
    {
        foreach (var (name, value) in told as JsonObject ?? [])
            _usage[name] = value?.DeepClone();
    }

    private byte[] Chunk(JsonObject delta, string? finish) => JsonText.Event(Envelope(Choice(delta, finish)));

    private static JsonArray Choice(JsonObject delta, string? finish) => [new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }];

    private JsonObject Envelope(JsonArray choices) => new()
    {
        ["id"] = _id,
        ["object"] = "chat.completion.chunk",
        ["created"] = created,
        ["model"] = _model,
        ["choices"] = choices,
    };
}
