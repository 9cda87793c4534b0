using System.Text;
using System.Text.Json;
using HydraBot.Governance.Audit;

namespace HydraBot.Inference.Pipeline;

/// <summary>Takes secrets out of the texts of a request; where there is none, not a byte of it changes.</summary>
internal sealed class BodyMask(SecretMask mask)
{
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 128 };

    /// <summary>The body without secrets, and how many texts held one.</summary>
    /// <exception cref="InferenceFaultException">A text of it is no Unicode.</exception>
    public (ReadOnlyMemory<byte> Body, int Masked) Apply(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Find(body);
        }
        catch (InvalidOperationException)
        {
            throw new InferenceFaultException(InferenceFault.Invalid("A text of the request holds half of a surrogate pair, which is no Unicode."));
        }
    }

    private (ReadOnlyMemory<byte> Body, int Masked) Find(ReadOnlyMemory<byte> body)
    {
        List<(int Start, int Length, byte[] Text)>? found = null;
        var reader = new Utf8JsonReader(body.Span, Reading);
        while (reader.Read())
        {
            // Pictures and sounds are long, and no text.
            if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length < 6 || reader.ValueSpan.StartsWith("data:"u8))
                continue;
            if (reader.GetString() is { } text && mask.Apply(text) is var clean && !ReferenceEquals(clean, text) && clean != text)
                (found ??= []).Add(((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex), JsonText.Token(clean)));
        }

        return found is null ? (body, 0) : (Splice(body.Span, found), found.Count);
    }

    /// <summary>The bytes with some parts replaced; the parts come in order.</summary>
    public static byte[] Splice(ReadOnlySpan<byte> body, params IReadOnlyList<(int Start, int Length, byte[] Text)> parts)
    {
        using var whole = new MemoryStream(body.Length + parts.Sum(part => part.Text.Length));
        var at = 0;
        foreach (var (start, length, text) in parts)
        {
            whole.Write(body[at..start]);
            whole.Write(text);
            at = start + length;
        }

        whole.Write(body[at..]);
        return whole.ToArray();
    }
}
