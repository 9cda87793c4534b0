using HydraBot.Memory.Embeddings;

namespace HydraBot.Inference.Cache;

/// <summary>The words of a question that is compared with many: what each costs to look up, it costs once.</summary>
internal sealed class AskedWords(Reading reading, WordVectors vectors)
{
    private readonly short[]?[] _wide = new short[]?[reading.Words.Count];

    public Reading Reading => reading;

    /// <summary>The cosine of one of its words and one of another question's; 0 where either has no vector.</summary>
    public double Similarity(int word, Reading other, int at)
    {
        var (row, found) = (reading.Rows[word], other.Rows[at]);
        return row < 0 || found < 0 ? 0 : vectors.Similarity(row, _wide[word] ??= vectors.Wide(row), found);
    }
}
