using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace HydraBot.Memory.Embeddings;

/// <summary>Texts as the token numbers that a model was trained on: WordPiece, byte-level BPE, or SentencePiece with the vocabulary beside it.</summary>
internal sealed class ModelTokenizer
{
    private readonly Func<string, IReadOnlyList<int>> _encode;
    private readonly int _first, _last;

    private ModelTokenizer(Func<string, IReadOnlyList<int>> encode, int first, int last, int pad) => (_encode, _first, _last, Pad) = (encode, first, last, pad);

    /// <summary>Fills shorter texts of a batch; no attention is paid to it.</summary>
    public int Pad { get; }

    /// <summary>The numbers of a text between those that open and close it, at most so many in all.</summary>
    public int[] Encode(string text, int most)
    {
        // Half a surrogate pair has no meaning, and tokenizers stumble over it.
        var sound = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return [_first, .. _encode(sound).Take(most - 2), _last];
    }

    /// <exception cref="EmbeddingException">There is no tokenizer that can be read.</exception>
    public static ModelTokenizer Open(OnnxModelFiles files)
    {
        try
        {
            var json = files.Read("tokenizer.json");
            if (files.Beside("vocab.txt") is { } vocabulary)
            {
                using var stream = File.OpenRead(vocabulary);
                return WordPiece(stream, !(files.Read("tokenizer_config.json") is { } config && config.TryGetProperty("do_lower_case", out var lower) && lower.ValueKind == JsonValueKind.False));
            }

            return json is null
                ? throw new EmbeddingException($"Beside {files.Model} there is neither a vocab.txt nor a tokenizer.json.")
                : Read(files, json.Value);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException or NotSupportedException)
        {
            throw new EmbeddingException($"The tokenizer beside {files.Model} cannot be read: {exception.Message}", exception);
        }
    }

    private static ModelTokenizer Read(OnnxModelFiles files, JsonElement json)
    {
        var model = json.GetProperty("model");
        switch (model.TryGetProperty("type", out var type) ? type.GetString() : null)
        {
            case "WordPiece":
                var words = model.GetProperty("vocab").EnumerateObject().OrderBy(word => word.Value.GetInt32()).Select(word => word.Name);
                using (var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', words))))
                    return WordPiece(stream, !(json.TryGetProperty("normalizer", out var normalizer) && normalizer.ValueKind == JsonValueKind.Object && normalizer.TryGetProperty("lowercase", out var lower) && lower.ValueKind == JsonValueKind.False));
            case "BPE":
                var vocabulary = model.GetProperty("vocab").EnumerateObject().ToDictionary(word => word.Name, word => word.Value.GetInt32(), StringComparer.Ordinal);
                var merges = model.GetProperty("merges").EnumerateArray().Select(merge => merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString()!);
                var bpe = BpeTokenizer.Create(new BpeOptions(vocabulary) { Merges = merges, ByteLevel = true, PreTokenizer = RobertaPreTokenizer.Instance });
                return Framed(text => bpe.EncodeToIds(text), Ids(json, vocabulary));
            case "Unigram":
                var pieces = model.GetProperty("vocab").EnumerateArray().Select((piece, place) => (Piece: piece[0].GetString()!, place)).DistinctBy(pair => pair.Piece).ToDictionary(pair => pair.Piece, pair => pair.place, StringComparer.Ordinal);
                if ((files.Beside("sentencepiece.bpe.model") ?? files.Beside("spiece.model") ?? files.Beside("tokenizer.model")) is not { } file)
                    throw new EmbeddingException($"The tokenizer beside {files.Model} is a Unigram, which also needs its sentencepiece.bpe.model.");
                using (var stream = File.OpenRead(file))
                {
                    var sentences = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
                    var unknown = model.TryGetProperty("unk_id", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : 0;
                    // The pieces are the file's, their numbers the vocabulary's: exports shift them.
                    return Framed(text => [.. sentences.EncodeToTokens(text, out _).Select(token => pieces.GetValueOrDefault(token.Value, unknown))], Ids(json, pieces));
                }

            case var other:
                throw new EmbeddingException($"The tokenizer beside {files.Model} is of the type '{other}'; known are WordPiece, BPE and Unigram.");
        }
    }

    private static ModelTokenizer WordPiece(Stream vocabulary, bool lower)
    {
        var tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = lower, RemoveNonSpacingMarks = lower });
        return new ModelTokenizer(text => tokenizer.EncodeToIds(text, addSpecialTokens: false), tokenizer.ClassificationTokenId, tokenizer.SeparatorTokenId, tokenizer.PaddingTokenId);
    }

    private static Dictionary<string, int> Ids(JsonElement json, Dictionary<string, int> vocabulary)
    {
        var ids = new Dictionary<string, int>(vocabulary, StringComparer.Ordinal);
        foreach (var added in json.TryGetProperty("added_tokens", out var all) && all.ValueKind == JsonValueKind.Array ? all.EnumerateArray() : default)
            ids[added.GetProperty("content").GetString()!] = added.GetProperty("id").GetInt32();
        return ids;
    }

    private static ModelTokenizer Framed(Func<string, IReadOnlyList<int>> encode, Dictionary<string, int> ids) => new(encode, One(ids, "<s>", "[CLS]"), One(ids, "</s>", "[SEP]"), One(ids, "<pad>", "[PAD]"));

    private static int One(Dictionary<string, int> ids, params string[] names) => names.Where(ids.ContainsKey).Select(name => ids[name]).Cast<int?>().FirstOrDefault()
        ?? throw new EmbeddingException($"The tokenizer has none of the tokens {string.Join(", ", names)}.");
}
