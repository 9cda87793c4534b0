using System.Text.Json;
using System.Text.Unicode;

namespace HydraBot.Inference.Pipeline;

/// <summary>What the pipeline needs to know of a request, read in one pass over its bytes; everything else goes through unread.</summary>
internal sealed record RequestFacts
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 128 };

    /// <summary>As it was asked for; empty where it was left out.</summary>
    public string Model { get; init; } = "";

    /// <summary>Where the model's name stands in the bytes, quotes included; a length of 0 where it was left out.</summary>
    public (int Start, int Length) ModelAt { get; init; }

    public bool Stream { get; init; }

    /// <summary>The request offers tools or functions.</summary>
    public bool Tools { get; init; }

    /// <summary>It asks for an answer of a given form: JSON, a schema, a grammar.</summary>
    public bool Structured { get; init; }

    /// <summary>It asks for the probabilities of tokens.</summary>
    public bool Probabilities { get; init; }

    /// <summary>How many answers are wanted.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>0 for the same answer each time; null where it was left out.</summary>
    public double? Temperature { get; init; }

    /// <summary>The request's size, from which its tokens are estimated.</summary>
    public int Bytes { get; init; }

    /// <exception cref="InferenceFaultException">It is no JSON object, or it says two things at once.</exception>
    public static RequestFacts Read(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            throw Invalid("The body is not UTF-8.");
        try
        {
            return Scan(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter where a name has half a letter
        {
            throw Invalid($"The body is not JSON: {exception.Message}");
        }
    }

    private static RequestFacts Scan(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Reading);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Invalid("The body is a JSON object, as in OpenAI's API reference.");
        var facts = new RequestFacts { Bytes = body.Length };
        var known = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("model"u8))
            {
                // Two names would let this house judge one model and the backend run the other.
                if (known)
                    throw Invalid("'model' is given twice.", "model");
                known = true;
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                    throw Invalid("'model' is the name of a model.", "model");
                facts = facts with { Model = reader.GetString() ?? "", ModelAt = ((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)) };
            }
            else if (reader.ValueTextEquals("stream"u8))
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
                    throw Invalid("'stream' is true or false.", "stream");
                facts = facts with { Stream = reader.TokenType == JsonTokenType.True };
            }
            else
            {
                facts = Further(ref reader, facts);
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
            throw Invalid("The body is one JSON object.");
        return facts;
    }

    private static RequestFacts Further(ref Utf8JsonReader reader, RequestFacts facts)
    {
        if (reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("functions"u8))
            return facts with { Tools = HasItems(ref reader) };
        if (reader.ValueTextEquals("response_format"u8) || reader.ValueTextEquals("grammar"u8) || reader.ValueTextEquals("guided_json"u8))
            return facts with { Structured = IsSet(ref reader) };
        if (reader.ValueTextEquals("logprobs"u8))
            return facts with { Probabilities = IsSet(ref reader) };
        if (reader.ValueTextEquals("n"u8))
            return facts with { Choices = Number(ref reader) is { } n and >= 1 and <= 128 ? (int)n : 1 };
        if (reader.ValueTextEquals("temperature"u8))
            return facts with { Temperature = Number(ref reader) };
        reader.Read();
        reader.Skip();
        return facts;
    }

    private static bool HasItems(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = reader.TokenStartIndex;
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        reader.Skip();
        return isArray && reader.BytesConsumed - start > 2;
    }

    private static bool IsSet(ref Utf8JsonReader reader)
    {
        reader.Read();
        var set = reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
        reader.Skip();
        return set;
    }

    private static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        double? number = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : null;
        reader.Skip();
        return number;
    }

    private static InferenceFaultException Invalid(string message, string? param = null) => new(InferenceFault.Invalid(message, param));
}
