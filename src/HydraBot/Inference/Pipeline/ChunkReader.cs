using System.Buffers;
using System.Text.Json;

namespace HydraBot.Inference.Pipeline;

/// <summary>Reads what an answer says of itself (its text, its end, its tokens, its errors), from one event or from a whole answer.</summary>
internal sealed class ChunkReader
{
    private const int MostKept = 256 * 1024;

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 128 };

    private readonly ArrayBufferWriter<byte> _text = new(1024);

    /// <summary>Text of the first choice so far, in UTF-8; its beginning where it is very long.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Bytes of text, reasoning and arguments that were written.</summary>
    public long TextBytes { get; private set; }

    /// <summary>Events that held some of it: for most backends the number of tokens.</summary>
    public int Pieces { get; private set; }

    /// <summary>Why the answer ended; null while it has not.</summary>
    public string? Finish { get; private set; }

    /// <summary>The model calls a tool, so that no other model can go on in its place.</summary>
    public bool CallsTools { get; private set; }

    /// <summary>The first choice began to think in a channel of its own.</summary>
    public bool Reasons { get; private set; }

    /// <summary>An error that came with a 200.</summary>
    public string? Error { get; private set; }

    /// <summary>Tokens as the backend tells them, whatever they are worth.</summary>
    public (long Input, long Output)? Usage { get; private set; }

    /// <summary>Reads one JSON object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Scan(json);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("It has half a letter where a word belongs.", exception);
        }
    }

    private void Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Reading);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("It is no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
                Choices(ref reader);
            else if (reader.ValueTextEquals("usage"u8))
                ReadUsage(ref reader);
            else if (reader.ValueTextEquals("error"u8))
                ReadError(ref reader);
            else
                Pass(ref reader);
        }

        if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
            throw new JsonException("It is more than one JSON object.");
    }

    private void Choices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType == JsonTokenType.StartObject; index++)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("finish_reason"u8))
                    Finish = Words(ref reader) ?? Finish;
                else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
                    Message(ref reader, index == 0);
                else if (reader.ValueTextEquals("text"u8))
                    Said(ref reader, index == 0);
                else
                    Pass(ref reader);
            }
        }
    }

    private void Message(ref Utf8JsonReader reader, bool first)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                Said(ref reader, first);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                Reasons = true;
                Said(ref reader, keep: false);
            }
            else if (reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("function_call"u8))
            {
                var start = reader.BytesConsumed;
                reader.Read();
                CallsTools |= reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
                reader.Skip();
                TextBytes += reader.BytesConsumed - start;
                Pieces++;
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private void Said(ref Utf8JsonReader reader, bool keep)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return;
        }

        var length = reader.ValueSpan.Length;
        if (length == 0)
            return;
        TextBytes += length;
        Pieces++;
        if (!keep || _text.WrittenCount + length > MostKept)
            return;
        try
        {
            _text.Advance(reader.CopyString(_text.GetSpan(length)));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: a letter that the backend split over two events. It goes through as it is.
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        long? input = null, output = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                input = Number(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8))
                output = Number(ref reader);
            else
                Pass(ref reader);
        }

        if (input is not null || output is not null)
            Usage = (input ?? 0, output ?? 0);
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return;
        Error = "it gives no reason";
        if (reader.TokenType == JsonTokenType.String)
            Error = reader.GetString()!;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
                Error = Words(ref reader) ?? Error;
            else
                Pass(ref reader);
        }
    }

    private static string? Words(ref Utf8JsonReader reader)
    {
        reader.Read();
        var words = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return words;
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        long? number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : null;
        reader.Skip();
        return number;
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
