using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using HydraBot.Hosting.Streams;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>What Anthropic's library reads of a stream, as OpenAI would stream it: pulled by its reader, so that nothing runs beside it.</summary>
/// <param name="updates">What the library reads.</param>
/// <param name="transport">Where it reads it from.</param>
/// <param name="names">What the caller calls its tools.</param>
/// <param name="created">The moment that every chunk names.</param>
/// <param name="usage">The caller wants a chunk of its own for the usage; otherwise it stands in the last one, since a chunk without choices is not expected.</param>
internal sealed class AnthropicStream(IAsyncEnumerator<ChatResponseUpdate> updates, AnthropicTransport transport, AnthropicNames names, long created, bool usage) : ReadOnlyStream
{
    /// <summary>The calls by the number of their block: which of them it is, and whether arguments came.</summary>
    private readonly Dictionary<long, (int Index, bool Told)> _calls = [];

    private ReadOnlyMemory<byte> _ready;
    private bool _waits, _ended;
    private string _id = "", _model = "";
    private ChatFinishReason? _reason;
    private UsageDetails? _usage;

    /// <summary>Waits for the first of it.</summary>
    /// <exception cref="AnthropicRefusal">It answers something else.</exception>
    public async Task BeginAsync() => _waits = await NextAsync();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_ended)
        {
            if (_waits || await NextAsync())
                _ready = AnthropicFaults.Look(() => Translate(updates.Current));
            else
                _ready = End();
            _waits = false;
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override async ValueTask DisposeAsync()
    {
        await updates.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            transport.Dispose();
        base.Dispose(disposing);
    }

    private Task<bool> NextAsync() => AnthropicFaults.AskAsync(async () => await updates.MoveNextAsync());

    private byte[] Translate(ChatResponseUpdate update)
    {
        (_id, _model, _reason) = (update.ResponseId ?? _id, update.ModelId ?? _model, update.FinishReason ?? _reason);
        _usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? _usage;
        var heard = update.RawRepresentation as RawMessageStreamEvent;
        return heard?.Value switch
        {
            RawMessageStartEvent => Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null),
            RawContentBlockStartEvent { ContentBlock.Value: ToolUseBlock tool } start => Call(start.Index, tool),
            RawContentBlockDeltaEvent { Delta.Value: InputJsonDelta piece } delta => Arguments(delta.Index, piece.PartialJson),
            RawContentBlockStopEvent stop => _calls.TryGetValue(stop.Index, out var call) && !call.Told ? Arguments(stop.Index, "{}") : [],
            null when heard is not null => Other(heard.Json),
            _ => [.. update.Contents.SelectMany(Said)],
        };
    }

    private byte[] Said(AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => Chunk(new JsonObject { ["content"] = text.Text }, null),
        TextReasoningContent { Text.Length: > 0 } thought => Chunk(new JsonObject { ["reasoning_content"] = thought.Text }, null),
        _ => [],
    };

    private static byte[] Other(JsonElement heard) => heard.GetProperty("type") is { ValueKind: JsonValueKind.String } type ? type.GetString() switch
    {
        "error" => JsonText.Event(new JsonObject { ["error"] = heard.TryGetProperty("error", out var error) ? JsonNode.Parse(error.GetRawText()) : "it gives no reason" }),
        // A sign of life while it thinks: the caller's patience and the house's begin anew.
        "ping" => ": ping\n\n"u8.ToArray(),
        _ => [],
    } : [];

    private byte[] Call(long block, ToolUseBlock tool)
    {
        _calls[block] = (_calls.Count, false);
        var call = AnthropicAnswer.Call(tool.ID, names.Own(tool.Name), "");
        call["index"] = _calls[block].Index;
        return Chunk(new JsonObject { ["tool_calls"] = new JsonArray(call) }, null);
    }

    private byte[] Arguments(long block, string piece)
    {
        if (piece.Length == 0 || !_calls.TryGetValue(block, out var call))
            return [];
        _calls[block] = call with { Told = true };
        return Chunk(new JsonObject { ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = call.Index, ["function"] = new JsonObject { ["arguments"] = piece } }) }, null);
    }

    /// <summary>What ends it properly; nothing where it broke off.</summary>
    private byte[] End()
    {
        _ended = true;
        if (_reason is null)
            return [];
        var last = Envelope(Choice([], AnthropicAnswer.Reason(_reason)));
        var told = usage ? Envelope([]) : last;
        told["usage"] = AnthropicAnswer.Usage(_usage);
        return [.. JsonText.Event(last), .. usage ? JsonText.Event(told) : [], .. "data: [DONE]\n\n"u8];
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
