namespace HydraBot.Hosting.Forgetting;

/// <summary>Texts that are forgotten, and how they are known again in what was made of them.</summary>
internal sealed class CopiedText(IReadOnlyList<string> texts)
{
    /// <summary>Anything shorter stands in others' sentences by chance: it is only known where it stands alone.</summary>
    private const int LeastInside = 16;

    private readonly string[] _texts = [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>It is one of them, or holds one.</summary>
    public bool IsIn(string other) => _texts.Any(text => text.Length < LeastInside ? other.AsSpan().Trim().SequenceEqual(text) : other.Contains(text, StringComparison.Ordinal));
}
