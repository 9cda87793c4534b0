using System.ComponentModel.DataAnnotations;

namespace HydraBot.Improvement.Speed;

/// <summary>Section <c>Improvement:Speed</c>: how fast backends may be made, and within which limits that is tried.</summary>
internal sealed class SpeedOptions
{
    /// <summary>How long a search may take, loading included.</summary>
    public TimeSpan Budget { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a backend may take to load its models.</summary>
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tokens of an answer that is measured.</summary>
    public int Tokens { get; set; } = 128;

    /// <summary>How often each prompt is asked where it counts.</summary>
    public int Repeats { get; set; } = 3;

    /// <summary>By the name of the endpoint in <c>Inference:Endpoints</c>.</summary>
    public Dictionary<string, SpeedBackendOptions> Backends { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Problems()
    {
        if (Budget < TimeSpan.FromSeconds(1) || Budget > TimeSpan.FromHours(2))
            yield return Wrong("Budget", Budget, "00:00:01 to 02:00:00");
        if (LoadTimeout < TimeSpan.FromSeconds(1) || LoadTimeout > TimeSpan.FromHours(1))
            yield return Wrong("LoadTimeout", LoadTimeout, "00:00:01 to 01:00:00");
        if (Tokens is < 8 or > 4096)
            yield return Wrong("Tokens", Tokens, "8 to 4096");
        if (Repeats is < 1 or > 50)
            yield return Wrong("Repeats", Repeats, "1 to 50");
        foreach (var (name, backend) in Backends)
        {
            foreach (var problem in backend.Problems(name))
                yield return problem;
        }
    }

    internal static ValidationResult Wrong(string name, object value, string allowed) => new(FormattableString.Invariant($"Improvement:Speed:{name} is '{value}'; allowed is {allowed}."));
}

/// <summary>One backend: what it is, how it is told, and what may be tried.</summary>
internal sealed class SpeedBackendOptions
{
    public SpeedServer Server { get; set; }

    /// <summary>TabbyAPI's admin key: loading models takes it.</summary>
    public string? AdminKey { get; set; }

    /// <summary>llama.cpp and vLLM: the file that its start reads, which is written here.</summary>
    public string? ArgumentsFile { get; set; }

    /// <summary>llama.cpp and vLLM: the container that is restarted to read it.</summary>
    public string? Container { get; set; }

    /// <summary>Draft models; <c>none</c>, and <c>ngram</c> for looking up n-grams of the text itself.</summary>
    public IList<string> DraftModels { get; set; } = [];

    /// <summary>How many tokens are drafted at once.</summary>
    public IList<int> DraftTokens { get; set; } = [];

    /// <summary>How the model is shared among GPUs: gigabytes (TabbyAPI), proportions (llama.cpp), or how many GPUs (vLLM).</summary>
    public IList<string> Splits { get; set; } = [];

    /// <summary>How keys and values are kept, such as FP16, Q8, Q4 (TabbyAPI), f16, q8_0 (llama.cpp), auto, fp8 (vLLM).</summary>
    public IList<string> CacheModes { get; set; } = [];

    /// <summary>Requests that run at once.</summary>
    public IList<int> BatchSizes { get; set; } = [];

    public IEnumerable<ValidationResult> Problems(string name)
    {
        foreach (var text in DraftModels.Concat(Splits).Concat(CacheModes).Where(text => text.Length is 0 or > 300 || text.StartsWith('-') || text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '\'' or '"' or '#')))
            yield return SpeedOptions.Wrong($"Backends:{name}", text, "a word without spaces, quotes or a dash in front");
        foreach (var split in Splits.Where(split => split.Split(',').Any(part => !double.TryParse(part, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out _))))
            yield return SpeedOptions.Wrong($"Backends:{name}:Splits", split, "numbers with commas between, such as 20,24");
        foreach (var number in DraftTokens.Concat(BatchSizes).Where(number => number is < 1 or > 4096))
            yield return SpeedOptions.Wrong($"Backends:{name}", number, "1 to 4096");
        if (Server == SpeedServer.TabbyApi && (DraftTokens.Count > 0 || DraftModels.Contains(SpeedSetup.Ngram, StringComparer.OrdinalIgnoreCase)))
            yield return SpeedOptions.Wrong($"Backends:{name}:DraftTokens", string.Join(',', DraftTokens), "nothing for TabbyAPI, and no ngram among its DraftModels: it takes both from its own config.yml alone");
        if (Server != SpeedServer.TabbyApi && (string.IsNullOrWhiteSpace(ArgumentsFile) || string.IsNullOrWhiteSpace(Container)))
            yield return SpeedOptions.Wrong($"Backends:{name}:ArgumentsFile", ArgumentsFile ?? "", "a file, beside the name of the Container that reads it at its start");
    }
}

/// <summary>What a backend is.</summary>
internal enum SpeedServer
{
    TabbyApi = 0,
    LlamaCpp = 1,
    Vllm = 2,
}
