using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HydraBot.Hosting.Streams;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>
/// Anthropic's events on the way to its library: none too long, whole letters, one JSON object each and nothing in it twice. All have one name, since the library keeps
/// what is named <c>ping</c> to itself, as what has no name, and a caller's patience lives on these; the data says the same.
/// </summary>
/// <param name="lines">The events as they come.</param>
/// <param name="run">Is told of letters that came broken.</param>
internal sealed class AnthropicLines(BoundedLines lines, AttemptRun run) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _ready;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty)
        {
            // After the last event nothing is waited for, whatever becomes of the connection.
            if (_ended || await lines.ReadAsync(cancellationToken) is not { } line)
                return 0;
            if (line.AsSpan().StartsWith("data:"u8))
                _ready = Event(line.AsMemory(5));
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

    private byte[] Event(ReadOnlyMemory<byte> data)
    {
        if (!Utf8.IsValid(data.Span))
        {
            run.Repaired = true;
            data = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data.Span));
        }

        using var json = JsonDocument.Parse(data, JsonText.Reading);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("It is no JSON object.");
        var type = json.RootElement.TryGetProperty("type", out var told) && told.ValueKind == JsonValueKind.String ? told.GetString() : null;
        _ended = type == "message_stop";
        if (type is "message_start" or "message_delta")
            data = AnthropicUsage.In(data, type == "message_start" ? "message" : null);
        return [.. "event: said\ndata: "u8, .. data.Span, .. "\n\n"u8];
    }
}
