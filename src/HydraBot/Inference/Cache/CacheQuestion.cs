using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Cache;

/// <summary>A question that may have been asked before: what it says last, and everything else that an answer hangs on.</summary>
/// <param name="Context">Who asks, the model, the system prompt, the tools, every parameter and what was said before.</param>
/// <param name="Text">What is asked now.</param>
/// <param name="MaySimilar">A question that only means the same may get the answer too.</param>
internal sealed record CacheQuestion(UInt128 Context, string Text, bool MaySimilar)
{
    private const int LongestSimilar = 2000;

    /// <summary>Reads a request; null where its answer must not be given again.</summary>
    public static CacheQuestion? Of(InferenceCall call)
    {
        if (call is not { Kind: InferenceKind.Chat, Cache: not CacheUse.Off, Facts.Choices: 1 })
            return null;
        using var request = JsonDocument.Parse(call.Body);
        var root = request.RootElement;
        if (!root.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
            return null;
        var count = messages.GetArrayLength();
        var last = messages[count - 1];
        if (last.ValueKind != JsonValueKind.Object || !last.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String || !role.ValueEquals("user"u8)
            || TextOf(last) is not { Length: > 0 } text || TimeDependence.IsIn(text))
            return null;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, call.Scope);
        foreach (var member in root.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            // How an answer is delivered, and for whom a program asks it, changes nothing of it.
            if (member.Name is "messages" or "stream" or "stream_options" or "user" or "metadata" or "store")
                continue;
            Add(hash, member.Name);
            Add(hash, member.Value.GetRawText());
        }

        for (var index = 0; index < count - 1; index++)
            Add(hash, messages[index].GetRawText());
        return new CacheQuestion(BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset()), text.Trim(), !call.Facts.Tools && text.Length <= LongestSimilar);
    }

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData("\0"u8);
    }

    /// <summary>What a message says; null where it holds anything but text.</summary>
    private static string? TextOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
            return null;
        if (content.ValueKind == JsonValueKind.String)
            return content.GetString();
        if (content.ValueKind != JsonValueKind.Array)
            return null;
        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("text", out var said) || said.ValueKind != JsonValueKind.String)
                return null;
            text.Append(said.GetString()).Append('\n');
        }

        return text.ToString();
    }
}
