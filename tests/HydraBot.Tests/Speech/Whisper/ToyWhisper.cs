using System.Text.Json.Nodes;
using HydraBot.Speech.Recognition.Whisper;
using HydraBot.Tests.Speech.Models;

namespace HydraBot.Tests.Speech.Whisper;

/// <summary>
/// A Whisper export in a folder of its own, with the true names and shapes, whose answers can be worked out by hand. What it says at a place follows from the place, from whether the sound
/// is high or low, and, where it is asked to, from all tokens before. The branch with a cache knows the sound from the encoder's keys alone, and gives dummies for them;
/// the other does not look at what was said before.
/// </summary>
internal sealed class ToyWhisper : IDisposable
{
    public const int Words = 200;
    public const int End = 300;
    public const int Start = 301;
    public const int English = 302;
    public const int German = 303;
    public const int Translate = 304;
    public const int Transcribe = 305;
    public const int Previous = 307;
    public const int NoSpeech = 308;
    public const int NoTimestamps = 309;
    public const int FirstTimestamp = 310;
    public const int Vocabulary = FirstTimestamp + 1501;

    private const int Places = 300;
    private const float Likely = 20;

    private readonly float[] _low = new float[Places * Vocabulary];
    private readonly float[] _high = new float[Places * Vocabulary];

    public ToyWhisper() => Folder = Directory.CreateTempSubdirectory("hydra-whisper-").FullName;

    public string Folder { get; }

    public JsonObject Generation { get; } = new()
    {
        ["is_multilingual"] = true,
        ["suppress_tokens"] = new JsonArray(),
        ["begin_suppress_tokens"] = new JsonArray(220, End),
    };

    public int Bands { get; init; } = 80;

    /// <summary>Whether what is said depends on all tokens before: on their sum.</summary>
    public bool Remembers { get; init; }

    public WhisperOptions Options => new(Folder) { Threads = 1 };

    public static string[] Texts => ["Ġrestart", "Ġjellyfin", "Ġhydra", "Ġstatus", "Ġyou", "Ġcut", "Ġlater", "Ġstop", ".", "Ġ(", "Ã", "©"];

    public static int Word(string text) => Words + Array.IndexOf(Texts, text);

    /// <summary>What follows the token at a place, counted from 0.</summary>
    public ToyWhisper Says(int place, int token, bool? high = null, float logit = Likely)
    {
        if (high is not true)
            _low[(place * Vocabulary) + token] = logit;
        if (high is not false)
            _high[(place * Vocabulary) + token] = logit;
        return this;
    }

    /// <summary>A row of tokens, from a place on.</summary>
    public ToyWhisper SaysAll(int place, bool? high, params ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
            Says(place++, token, high);
        return this;
    }

    public ToyWhisper Write(bool inOnnxFolder = true)
    {
        var models = inOnnxFolder ? Path.Combine(Folder, "onnx") : Folder;
        Encoder().Save(Path.Combine(models, "encoder_model.onnx"));
        Decoder().Save(Path.Combine(models, "decoder_model_merged.onnx"));
        File.WriteAllText(Path.Combine(Folder, "generation_config.json"), Generation.ToJsonString());
        File.WriteAllText(Path.Combine(Folder, "config.json"), """{"max_target_positions":448,"num_mel_bins":80}""");
        File.WriteAllText(Path.Combine(Folder, "tokenizer.json"), Tokenizer(pairs: false).ToJsonString());
        return this;
    }

    /// <summary>All bytes, then merges of them, then words, then steering tokens and timestamps.</summary>
    public static JsonObject Tokenizer(bool pairs)
    {
        var vocabulary = new JsonObject();
        foreach (var (id, text) in BaseTokens())
            vocabulary[text] = id;
        return new JsonObject
        {
            ["model"] = new JsonObject
            {
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. Merges.Select(merge => pairs ? new JsonArray([.. merge.Split(' ').Select(part => (JsonNode)part)]) : (JsonNode)merge)]),
            },
            ["added_tokens"] = new JsonArray([.. Special().Select(token => (JsonNode)new JsonObject { ["id"] = token.Id, ["content"] = token.Text, ["special"] = true })]),
        };
    }

    public static string[] Merges => ["t h", "th e", "Ġ the", "r e", "Ġ re"];

    public static IEnumerable<(int Id, string Text)> BaseTokens()
    {
        // Printable ASCII stands for itself; the space is Ġ, at its place in GPT-2's vocabulary.
        for (var i = 0; i < 94; i++)
            yield return (i, ((char)('!' + i)).ToString());
        foreach (var (index, merge) in Merges.Index())
            yield return (150 + index, merge.Replace(" ", "", StringComparison.Ordinal));
        foreach (var (index, word) in Texts.Index().Where(pair => pair.Item != "."))
            yield return (Words + index, word);
        yield return (220, "Ġ");
    }

    public static IEnumerable<(int Id, string Text)> Special() =>
    [
        (End, "<|endoftext|>"), (Start, "<|startoftranscript|>"), (English, "<|en|>"), (German, "<|de|>"), (Translate, "<|translate|>"), (Transcribe, "<|transcribe|>"),
        (306, "<|startoflm|>"), (Previous, "<|startofprev|>"), (NoSpeech, "<|nospeech|>"), (NoTimestamps, "<|notimestamps|>"),
        .. Enumerable.Range(0, 1501).Select(step => (FirstTimestamp + step, $"<|{step / 50}.{step % 50 * 2:00}|>")),
    ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The loudest of the upper half of the bands, 1,500 times.</summary>
    private OnnxGraph Encoder()
    {
        var graph = new OnnxGraph();
        var features = graph.Input("input_features", OnnxGraph.Float, 1, Bands, 3000);
        var upper = graph.Add("Slice", features, graph.Longs(Bands / 2), graph.Longs(Bands), graph.Longs(1));
        var hidden = graph.Add("Expand", graph.Add("ReduceMax", upper), graph.Longs(1, 1500, 4));
        graph.Output("last_hidden_state", hidden, OnnxGraph.Float, 1, 1500, 4);
        return graph;
    }

    private OnnxGraph Decoder()
    {
        var graph = new OnnxGraph();
        var ids = graph.Input("input_ids", OnnxGraph.Int64, 1, -1);
        graph.Input("encoder_hidden_states", OnnxGraph.Float, 1, -1, 4);
        foreach (var (layer, side, part) in Pasts())
            graph.Input($"past_key_values.{layer}.{side}.{part}", OnnxGraph.Float, 1, 1, -1, side == "decoder" ? 1 : 4);
        graph.Input("use_cache_branch", OnnxGraph.Bool, 1);
        var own = graph.Add("Reshape", graph.Add("Cast", [("to", OnnxGraph.Float)], ids), graph.Longs(1, 1, -1, 1));

        var results = graph.If("use_cache_branch", Branch(own, cached: true), Branch(own, cached: false));
        foreach (var (index, (layer, side, part)) in Pasts().Index())
            graph.Output($"present.{layer}.{side}.{part}", results[index], OnnxGraph.Float, 1, 1, -1, side == "decoder" ? 1 : 4);
        graph.Output("logits", Logits(graph, ids, results), OnnxGraph.Float, 1, -1, Vocabulary);
        return graph;
    }

    /// <summary>Each key and value is its number more than what it is made of, so that none may be taken for another.</summary>
    private static OnnxGraph Branch(string own, bool cached)
    {
        var graph = new OnnxGraph();
        var sum = graph.Floats([0], 1, 1, 1, 1);
        foreach (var (index, (layer, side, part)) in Pasts().Index())
        {
            var past = $"past_key_values.{layer}.{side}.{part}";
            var source = side == "decoder" ? own : graph.Add("Unsqueeze", "encoder_hidden_states", graph.Longs(1));
            var made = graph.Add("Add", source, graph.Floats([index], 1));
            var present = side == "decoder" ? cached ? graph.Add("Concat", [("axis", 2)], past, made) : graph.Add("Identity", made) : cached ? graph.Floats([-99, -99, -99, -99], 1, 1, 1, 4) : made;
            graph.Output($"{(cached ? "later" : "first")}_{index}", present, OnnxGraph.Float, 1, 1, -1, side == "decoder" ? 1 : 4);
            if (side != "encoder")
                continue;
            var heard = graph.Add("Sub", graph.Add("ReduceMax", cached ? past : made), graph.Floats([index], 1));
            sum = graph.Add("Add", sum, heard);
        }
        graph.Output($"{(cached ? "later" : "first")}_heard", sum, OnnxGraph.Float, 1, 1, 1, 1);
        return graph;
    }

    private string Logits(OnnxGraph graph, string ids, string[] results)
    {
        var total = graph.Add("Gather", graph.Add("Shape", results[0]), graph.Long(2));
        var fresh = graph.Add("Gather", graph.Add("Shape", ids), graph.Long(1));
        var places = graph.Add("Range", graph.Add("Sub", total, fresh), total, graph.Long(1));
        var isHigh = graph.Add("Greater", graph.Add("Reshape", results[^1], graph.Longs(1, 1)), graph.Floats([4 * 0.4f], 1));
        var table = graph.Add("Where", isHigh, graph.Floats(_high, Places, Vocabulary), graph.Floats(_low, Places, Vocabulary));
        var logits = graph.Add("Unsqueeze", graph.Add("Gather", table, places), graph.Longs(0));
        return Remembers ? graph.Add("Add", logits, Memory(graph, results)) : logits;
    }

    /// <summary>Makes the word likely whose number is the rest of the sum of all tokens before, and of what is added to them, by eight.</summary>
    private static string Memory(OnnxGraph graph, string[] results)
    {
        var sums = Pasts().Index().Where(past => past.Item.Side == "decoder").Select(past => graph.Add("ReduceSum", [("keepdims", 0)], results[past.Index]));
        var sum = graph.Add("Cast", [("to", OnnxGraph.Int64)], sums.Aggregate((all, next) => graph.Add("Add", all, next)));
        var word = graph.Add("Add", graph.Add("Mod", sum, graph.Long(8)), graph.Long(Words));
        return graph.Add("OneHot", graph.Add("Reshape", word, graph.Longs(1)), graph.Long(Vocabulary), graph.Floats([0, Likely / 2], 2));
    }

    private static IEnumerable<(int Layer, string Side, string Part)> Pasts() =>
        from layer in Enumerable.Range(0, 2) from side in new[] { "decoder", "encoder" } from part in new[] { "key", "value" } select (layer, side, part);
}
