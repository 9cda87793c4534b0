namespace HydraBot.Inference.Pipeline;

/// <summary>Puts the name of the model that will answer where the caller's stands; every other byte stays.</summary>
internal static class ModelInBody
{
    public static ReadOnlyMemory<byte> Set(ReadOnlyMemory<byte> body, RequestFacts facts, string model)
    {
        if (facts.ModelAt.Length > 0)
            return facts.Model == model ? body : BodyMask.Splice(body.Span, (facts.ModelAt.Start, facts.ModelAt.Length, JsonText.Token(model)));

        var start = body.Span.IndexOf((byte)'{') + 1;
        var isEmpty = body.Span[start..].TrimStart(" \t\r\n"u8)[0] == (byte)'}';
        return BodyMask.Splice(body.Span, (start, 0, [.. "\"model\":"u8, .. JsonText.Token(model), .. isEmpty ? ""u8 : ","u8]));
    }
}
