using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Speech.Wyoming;

/// <summary>
/// Reads and writes events: a line of JSON, then as many bytes of further data and of payload as it says. Sizes are bounded, so that a stranger's line costs no memory.
/// </summary>
internal sealed class WyomingStream(Stream stream) : IAsyncDisposable
{
    private const int MostLine = 1 << 20;
    private const int MostPayload = 16 << 20;
    private readonly byte[] _buffer = new byte[16 << 10];
    private int _at;
    private int _end;

    public async Task WriteAsync(WyomingEvent word, CancellationToken cancellationToken)
    {
        var data = word.Data.Count == 0 ? [] : Encoding.UTF8.GetBytes(word.Data.ToJsonString());
        var header = new JsonObject { ["type"] = word.Type, ["version"] = "1.9.0" };
        if (data.Length > 0)
            header["data_length"] = data.Length;
        if (word.Payload.Length > 0)
            header["payload_length"] = word.Payload.Length;
        byte[] all = [.. Encoding.UTF8.GetBytes(header.ToJsonString()), (byte)'\n', .. data, .. word.Payload.Span];
        await stream.WriteAsync(all, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>The next event; null at the end.</summary>
    /// <exception cref="SpeechException">What came is no event.</exception>
    public async Task<WyomingEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await LineAsync(cancellationToken) is not { } line)
            return null;
        try
        {
            if (JsonNode.Parse(line) is not JsonObject header || header["type"] is not JsonValue value || !value.TryGetValue<string>(out var type))
                throw new SpeechException("A Wyoming event has no type.");
            var data = header["data"] as JsonObject;
            var more = Size(header, "data_length");
            if (more > 0 && JsonNode.Parse(await BytesAsync(more, cancellationToken)) is JsonObject further)
            {
                data ??= [];
                foreach (var (name, node) in further)
                    data[name] = node?.DeepClone();
            }
            return new WyomingEvent(type, data ?? [], await BytesAsync(Size(header, "payload_length"), cancellationToken));
        }
        catch (JsonException exception)
        {
            throw new SpeechException("What came is no Wyoming event.", exception);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static int Size(JsonObject header, string name) => header[name] switch
    {
        null => 0,
        JsonValue value when value.TryGetValue<int>(out var size) && size is >= 0 and <= MostPayload => size,
        var other => throw new SpeechException($"A Wyoming event has a {name} of {other.ToJsonString()}; allowed is 0 to {MostPayload}."),
    };

    private async Task<byte[]?> LineAsync(CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();
        while (true)
        {
            if (_at == _end && !await FillAsync(cancellationToken))
                return line.WrittenCount == 0 ? null : throw new SpeechException("The Wyoming connection ended inside an event.");
            var found = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'\n');
            var take = found < 0 ? _end - _at : found;
            line.Write(_buffer.AsSpan(_at, take));
            _at += take;
            if (line.WrittenCount > MostLine)
                throw new SpeechException("A Wyoming event has a line of more than 1 MB.");
            if (found < 0)
                continue;
            _at++;
            return line.WrittenSpan.ToArray();
        }
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            if (_at == _end && !await FillAsync(cancellationToken))
                throw new SpeechException("The Wyoming connection ended inside an event.");
            var take = Math.Min(count - have, _end - _at);
            _buffer.AsSpan(_at, take).CopyTo(bytes.AsSpan(have));
            (_at, have) = (_at + take, have + take);
        }
        return bytes;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
