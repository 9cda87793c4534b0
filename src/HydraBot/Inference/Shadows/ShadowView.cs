using System.Globalization;

namespace HydraBot.Inference.Shadows;

/// <summary>How a model does that is asked in the shadow of another.</summary>
/// <param name="Shadow">Whom it is about.</param>
/// <param name="First">Who gave callers their answers.</param>
/// <param name="Answered">Questions that both answered.</param>
/// <param name="Failed">Questions that the shadow alone did not answer.</param>
/// <param name="Dropped">Questions that it was not asked, since too many waited.</param>
/// <param name="Likeness">How alike the words of both are, from 0 to 1, on average.</param>
/// <param name="Saved">The share of the first one's cost that it would have saved; below 0 where it is dearer, null where the first one costs nothing.</param>
/// <param name="FirstByteMs">Milliseconds until the first byte of the first one, on average.</param>
/// <param name="ShadowFirstByteMs">The same of the shadow.</param>
/// <param name="OutputTokens">How long the first one's answers are, on average.</param>
/// <param name="ShadowOutputTokens">The same of the shadow.</param>
/// <param name="LastTrouble">In a few words.</param>
internal sealed record ShadowView(
    string Shadow, string First, long Answered, long Failed, long Dropped, double? Likeness, double? Saved,
    double FirstByteMs, double ShadowFirstByteMs, double OutputTokens, double ShadowOutputTokens, string? LastTrouble)
{
    public static ShadowView Of(string first, string shadow, ShadowSums sums)
    {
        var answers = Math.Max(1, sums.Answered);
        return new ShadowView(
            shadow, first, sums.Answered, sums.Failed, sums.Dropped,
            sums.Compared.Count == 0 ? null : Math.Round(sums.Compared.Likeness / sums.Compared.Count, 3),
            sums.First.Cost == 0 ? null : Math.Round((double)(1 - (sums.Shadow.Cost / sums.First.Cost)), 3),
            Math.Round(sums.First.FirstByteMs / answers, 2), Math.Round(sums.Shadow.FirstByteMs / answers, 2),
            Math.Round((double)sums.First.Tokens / answers, 1), Math.Round((double)sums.Shadow.Tokens / answers, 1), sums.LastTrouble);
    }

    /// <summary>One line for people.</summary>
    public string Line()
    {
        List<string> parts = [Text($"{Answered} {(Answered == 1 ? "request" : "requests")}")];
        if (Likeness is { } alike)
            parts.Add(Text($"agrees {alike:0.00}"));
        if (Saved is { } saved)
            parts.Add(Text($"{Math.Abs(saved) * 100:0} % {(saved < 0 ? "dearer" : "cheaper")}"));
        if (Answered > 0)
            parts.Add(Text($"first byte {ShadowFirstByteMs:0} ms for {FirstByteMs:0}, {ShadowOutputTokens:0} tokens for {OutputTokens:0}"));
        if (Failed > 0)
            parts.Add(Text($"{Failed} failed ({LastTrouble})"));
        if (Dropped > 0)
            parts.Add(Text($"{Dropped} dropped"));
        return $"`{Shadow}` on `{First}`: {string.Join(", ", parts)}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
