using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Improvement.Speed;

/// <summary>The file with which a server starts: arguments of llama.cpp's server, a word each, or vLLM's <c>--config</c> in YAML.</summary>
internal static class StartArguments
{
    /// <summary>vLLM wants a length wherever something drafts; this is the one of its own examples.</summary>
    private const int VllmTokens = 5;

    public static string Write(SpeedServer server, SpeedSetup setup) => server == SpeedServer.Vllm ? Vllm(setup) : LlamaCpp(setup);

    /// <summary>How a file that was written here says it; as started where there is none.</summary>
    public static SpeedSetup Read(SpeedServer server, string text) => server == SpeedServer.Vllm ? OfVllm(text) : OfLlamaCpp(text);

    /// <summary>https://github.com/ggml-org/llama.cpp/blob/master/docs/speculative.md and tools/server/README.md.</summary>
    private static string LlamaCpp(SpeedSetup setup)
    {
        var text = new StringBuilder();
        if (setup.Draft == SpeedSetup.Ngram)
            text.Append("--spec-type ngram-simple\n");
        else if (setup.Drafts)
            text.Append(CultureInfo.InvariantCulture, $"--model-draft {setup.Draft}\n");
        if (setup.DraftTokens > 0 && setup.Drafts)
            text.Append(CultureInfo.InvariantCulture, $"--draft-max {setup.DraftTokens}\n");
        if (setup.Split.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"--tensor-split {setup.Split}\n");
        if (setup.Cache.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"--cache-type-k {setup.Cache} --cache-type-v {setup.Cache}\n");
        if (setup.Batch > 0)
            text.Append(CultureInfo.InvariantCulture, $"--parallel {setup.Batch}\n");
        return text.ToString();
    }

    private static SpeedSetup OfLlamaCpp(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string After(string name) => Array.IndexOf(words, name) is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : "";
        var draft = After("--spec-type").StartsWith("ngram", StringComparison.Ordinal) ? SpeedSetup.Ngram : After("--model-draft");
        return new SpeedSetup(draft, Number(After("--draft-max")), After("--tensor-split"), After("--cache-type-k"), Number(After("--parallel")));
    }

    /// <summary>https://docs.vllm.ai/en/latest/features/speculative_decoding/ and its configuration file.</summary>
    private static string Vllm(SpeedSetup setup)
    {
        var text = new StringBuilder();
        if (setup.Drafts)
        {
            var count = setup.DraftTokens > 0 ? setup.DraftTokens : VllmTokens;
            var speculative = setup.Draft == SpeedSetup.Ngram
                ? new JsonObject { ["method"] = "ngram", ["num_speculative_tokens"] = count, ["prompt_lookup_max"] = 4 }
                : new JsonObject { ["model"] = setup.Draft, ["num_speculative_tokens"] = count };
            text.Append(CultureInfo.InvariantCulture, $"speculative-config: '{speculative.ToJsonString()}'\n");
        }

        if (setup.Split.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"tensor-parallel-size: {setup.Split}\n");
        if (setup.Cache.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"kv-cache-dtype: {setup.Cache}\n");
        if (setup.Batch > 0)
            text.Append(CultureInfo.InvariantCulture, $"max-num-seqs: {setup.Batch}\n");
        return text.ToString();
    }

    private static SpeedSetup OfVllm(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim().Trim('\''), StringComparer.Ordinal);
        var (draft, count) = ("", 0);
        if (lines.TryGetValue("speculative-config", out var json) && JsonElement.Parse(json) is var speculative)
        {
            draft = speculative.TryGetProperty("model", out var model) ? model.GetString()! : SpeedSetup.Ngram;
            count = speculative.GetProperty("num_speculative_tokens").GetInt32();
        }

        return new SpeedSetup(draft, count, lines.GetValueOrDefault("tensor-parallel-size", ""), lines.GetValueOrDefault("kv-cache-dtype", ""), Number(lines.GetValueOrDefault("max-num-seqs", "")));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
