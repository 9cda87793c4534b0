using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Usage;

/// <summary>Says how many tokens a call took: as the backend tells, where that can be true, and otherwise by estimate.</summary>
internal static class TokenMeter
{
    /// <summary>English text has about four bytes a token in the common vocabularies.</summary>
    private const int BytesPerToken = 4;

    /// <summary>No vocabulary has tokens of ordinary text that are longer on average.</summary>
    private const int MostBytesPerToken = 16;

    /// <summary>What a chat template or a tool's preamble adds at most, beside what was sent.</summary>
    private const int MostAdded = 20_000;

    public static TokenCount Count(RequestFacts facts, ChunkReader chunks)
    {
        var read = EstimateInput(facts);
        var written = Math.Max(chunks.TextBytes / BytesPerToken, chunks.TextBytes > 0 ? Math.Min(chunks.Pieces, chunks.TextBytes) : 0);
        return chunks.Usage is var (input, output) && IsPossible(facts, chunks, input, output)
            ? new TokenCount(input, output, Estimated: false)
            : new TokenCount(read, written, Estimated: true);
    }

    public static long EstimateInput(RequestFacts facts) => Math.Max(1, facts.Bytes / BytesPerToken);

    /// <summary>A token has a byte at least and 16 on average at most; thoughts that are not shown may add to what was written, never take away from it.</summary>
    public static bool IsPossible(RequestFacts facts, ChunkReader chunks, long input, long output) =>
        input >= 0 && output >= 0
        && input <= facts.Bytes + MostAdded
        && output >= chunks.TextBytes / MostBytesPerToken;

    /// <summary>US dollars.</summary>
    public static decimal Cost(InferenceEndpoint endpoint, string model, TokenCount tokens)
    {
        var price = endpoint.PriceOf(model);
        return ((price.Input * tokens.Input) + (price.Output * tokens.Output)) / 1_000_000m;
    }
}
