using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Turns a whole answer into the events of a stream, for a backend that does not stream and for an answer that was kept.</summary>
internal static class WholeAsStream
{
    /// <summary>One event with each choice's message as its delta, one with the reasons why they end, one with the usage, and the end.</summary>
    public static byte[] Of(ReadOnlySpan<byte> body)
    {
        var answer = JsonText.Object(body);
        var choices = answer["choices"] as JsonArray ?? [];
        var usage = answer["usage"]?.DeepClone();
        using var stream = new MemoryStream();
        Write(stream, answer, [.. choices.OfType<JsonObject>().Select(choice => (JsonNode?)Delta(choice, end: false))], null);
        Write(stream, answer, [.. choices.OfType<JsonObject>().Select(choice => (JsonNode?)Delta(choice, end: true))], null);
        if (usage is not null)
            Write(stream, answer, [], usage);
        stream.Write("data: [DONE]\n\n"u8);
        return stream.ToArray();
    }

    private static JsonObject Delta(JsonObject choice, bool end)
    {
        var part = new JsonObject { ["index"] = choice["index"]?.DeepClone() ?? 0 };
        if (choice.ContainsKey("text"))
            part["text"] = end ? "" : choice["text"]?.DeepClone();
        else
            part["delta"] = end ? new JsonObject() : Numbered(choice["message"]?.DeepClone());
        part["finish_reason"] = end ? choice["finish_reason"]?.DeepClone() : null;
        return part;
    }

    /// <summary>In a stream each tool call says which it is.</summary>
    private static JsonNode? Numbered(JsonNode? message)
    {
        if (message?["tool_calls"] is JsonArray calls)
        {
            foreach (var (index, call) in calls.OfType<JsonObject>().Index())
                call["index"] = index;
        }

        return message;
    }

    private static void Write(MemoryStream stream, JsonObject answer, JsonArray choices, JsonNode? usage)
    {
        var chunk = new JsonObject();
        foreach (var (name, value) in answer)
        {
            if (name is "choices")
                chunk[name] = choices;
            else if (name is "object")
                chunk[name] = JsonText.Of(value) == "text_completion" ? "text_completion" : "chat.completion.chunk";
            else if (name is not "usage")
                chunk[name] = value?.DeepClone();
        }

        if (usage is not null)
            chunk["usage"] = usage;
        stream.Write(JsonText.Event(chunk));
    }
}
