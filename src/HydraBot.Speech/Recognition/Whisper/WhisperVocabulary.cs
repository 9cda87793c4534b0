using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>Whisper's tokens: byte-level BPE as GPT-2's, and the special ones by which it is steered.</summary>
internal sealed partial class WhisperVocabulary
{
    private readonly Dictionary<int, string> _texts;
    private readonly Dictionary<string, int> _special;
    private readonly Lazy<BpeTokenizer> _tokenizer;

    private WhisperVocabulary(Dictionary<string, int> texts, Dictionary<string, int> special, IReadOnlyList<string> merges)
    {
        _texts = texts.ToDictionary(pair => pair.Value, pair => pair.Key);
        _special = special;
        _tokenizer = new(() => BpeTokenizer.Create(new BpeOptions(texts.Where(pair => pair.Key.Length > 0 && !special.ContainsKey(pair.Key)))
        {
            Merges = merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(Words(), null),
        }));
        EndOfText = Special("<|endoftext|>");
        StartOfTranscript = Special("<|startoftranscript|>");
        NoTimestamps = Special("<|notimestamps|>");
    }

    public int EndOfText { get; }

    public int StartOfTranscript { get; }

    public int NoTimestamps { get; }

    /// <summary>The token of 0.00 s; each further one is 0.02 s later.</summary>
    public int FirstTimestamp => NoTimestamps + 1;

    /// <summary>The languages it knows: two or three letters and their token.</summary>
    public IReadOnlyDictionary<string, int> Languages => field ??= _special
        .Where(pair => Language().IsMatch(pair.Key)).ToDictionary(pair => pair.Key[2..^2], pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Reads <c>tokenizer.json</c>, or <c>vocab.json</c>, <c>merges.txt</c> and <c>added_tokens.json</c>.</summary>
    /// <exception cref="SpeechException">A file is not what it should be.</exception>
    public static WhisperVocabulary Read(WhisperFiles files)
    {
        try
        {
            return files.Read("tokenizer.json") is { } one ? OfOne(one) : OfThree(files);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new SpeechException($"The tokenizer in {files.Folder} is no Whisper tokenizer: {exception.Message}", exception);
        }
    }

    /// <summary>A special token; null when this model has none of that name.</summary>
    public int? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_special.TryGetValue(name, out var id))
                return id;
        }
        return null;
    }

    public IReadOnlyList<int> Encode(string text) => _tokenizer.Value.EncodeToIds(text);

    /// <summary>The text of tokens; special ones and timestamps are left out.</summary>
    public string Decode(IEnumerable<int> tokens) => ByteLetters.Decode(tokens.Where(token => token < EndOfText).Select(token => _texts.GetValueOrDefault(token, "")));

    private int Special(string name) => Find(name) ?? throw new KeyNotFoundException($"it has no {name}.");

    private static WhisperVocabulary OfOne(JsonDocument file)
    {
        using (file)
        {
            var model = file.RootElement.GetProperty("model");
            var added = file.RootElement.GetProperty("added_tokens").EnumerateArray()
                .ToDictionary(token => token.GetProperty("content").GetString()!, token => token.GetProperty("id").GetInt32(), StringComparer.Ordinal);
            // Merges are "a b" in older files, and ["a", "b"] in newer ones.
            var merges = model.GetProperty("merges").EnumerateArray()
                .Select(merge => merge.ValueKind == JsonValueKind.Array ? string.Join(' ', merge.EnumerateArray().Select(part => part.GetString())) : merge.GetString()!);
            return new WhisperVocabulary(Ids(model.GetProperty("vocab")), added, [.. merges]);
        }
    }

    private static WhisperVocabulary OfThree(WhisperFiles files)
    {
        using var vocabulary = files.Read("vocab.json")!;
        using var added = files.Read("added_tokens.json");
        var texts = Ids(vocabulary.RootElement);
        var special = added is null ? new(StringComparer.Ordinal) : Ids(added.RootElement);
        foreach (var (text, id) in texts.Where(pair => Marked().IsMatch(pair.Key)))
            special.TryAdd(text, id);
        var merges = File.ReadLines(files.PathOf("merges.txt")).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal));
        return new WhisperVocabulary(texts, special, [.. merges]);
    }

    private static Dictionary<string, int> Ids(JsonElement tokens) =>
        tokens.EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32(), StringComparer.Ordinal);

    /// <summary>GPT-2's words: https://github.com/openai/gpt-2/blob/master/src/encoder.py.</summary>
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^<\|[a-z]{2,3}\|>$")]
    private static partial Regex Language();

    [GeneratedRegex(@"^<\|.+\|>$")]
    private static partial Regex Marked();
}
