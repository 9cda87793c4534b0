using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Resilience;

/// <summary>An answer that broke off, gone on with by another backend.</summary>
internal static class Continuation
{
    private const string Ask =
        "The connection broke in the middle of your last message. Continue it exactly where it ends: begin with the very next characters, repeat nothing, and say nothing about the break.";

    /// <summary>True when a text can be gone on with: one choice, plain text, no tool call, no form to keep, no probabilities.</summary>
    public static bool IsPossible(InferenceCall call, ChunkReader chunks) =>
        call is { Kind: InferenceKind.Chat, Facts: { Stream: true, Choices: 1, Structured: false, Probabilities: false } }
        && chunks is { CallsTools: false, Reasons: false, Finish: null }
        && chunks.TextBytes > 0 && chunks.Text.Length == Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(chunks.Text));

    /// <summary>The same conversation with what was said so far, and the wish for the rest; null where it is none that another backend would read the same way.</summary>
    public static InferenceCall? Of(InferenceCall call, string said)
    {
        try
        {
            var request = JsonText.Object(call.Body.Span);
            if (request["messages"] is not JsonArray messages)
                return null;
            messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = said });
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = Ask });
            var bytes = JsonText.Bytes(request);
            return call with { Body = bytes, Facts = RequestFacts.Read(bytes), Cache = CacheUse.Off };
        }
        catch (JsonException)
        {
            // It says something twice: nobody knows which of the two its backend has read.
            return null;
        }
    }

    /// <summary>How many characters at the beginning of <paramref name="more"/> repeat the end of <paramref name="said"/>.</summary>
    public static int Overlap(string said, string more)
    {
        for (var length = Math.Min(said.Length, more.Length); length >= 4; length--)
        {
            if (said.AsSpan(said.Length - length).SequenceEqual(more.AsSpan(0, length)))
                return length;
        }

        return 0;
    }
}
