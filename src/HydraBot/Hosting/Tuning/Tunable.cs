using System.Globalization;
using System.Text.Json;

namespace HydraBot.Hosting.Tuning;

/// <summary>What kind of change a tunable is, and with it which kind of proposal may change it.</summary>
internal enum TunableGroup
{
    Config = 0,
    Prompt = 1,
    Routing = 2,
}

/// <summary>A setting of a room that may be swapped while the house runs, with all that it may ever be.</summary>
/// <remarks>The law, the kernel and what measures the house are none, and cannot become some: a room declares its own, in code.</remarks>
internal sealed record Tunable
{
    private Tunable()
    {
    }

    /// <summary>Dotted: room, part, setting.</summary>
    public required string Name { get; init; }

    public required TunableGroup Group { get; init; }

    /// <summary>What it does, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>The suite of benchmarks that shows what a change of it is worth.</summary>
    public required string Suite { get; init; }

    /// <summary>The metrics in which requests show a change of it, the most telling first; none where requests show nothing.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    public required TuningValue Default { get; init; }

    /// <summary>Of a number.</summary>
    public double Least { get; init; }

    /// <summary>Of a number.</summary>
    public double Most { get; init; }

    /// <summary>Of a number: none between two.</summary>
    public bool Whole { get; init; }

    /// <summary>Of a word: these alone. Of a text: pieces that a search may put together.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of a text.</summary>
    public int MostCharacters { get; init; }

    public bool IsNumber => Default.Text is null;

    public bool IsText => MostCharacters > 0;

    /// <summary>What it may be, for people.</summary>
    public string Allowed => this switch
    {
        { IsNumber: true, Whole: true } => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least} to {Most}"),
        { IsNumber: true } => string.Create(CultureInfo.InvariantCulture, $"a number from {Least} to {Most}"),
        { IsText: true } => $"a text of 1 to {MostCharacters} characters",
        _ => $"one of {string.Join(", ", Choices)}",
    };

    public static Tunable Number(string name, string suite, string title, double standard, double least, double most, bool whole = false) => new()
    {
        Name = name,
        Group = TunableGroup.Config,
        Suite = suite,
        Title = title,
        Default = TuningValue.Of(standard),
        Least = least,
        Most = most,
        Whole = whole,
    };

    public static Tunable Prompt(string name, string suite, string title, string standard, int mostCharacters, params string[] pieces) => new()
    {
        Name = name,
        Group = TunableGroup.Prompt,
        Suite = suite,
        Title = title,
        Default = TuningValue.Of(standard),
        MostCharacters = mostCharacters,
        Choices = pieces,
    };

    /// <summary>A name that nobody knows while the house is built, such as a model's.</summary>
    public static Tunable Free(string name, TunableGroup group, string suite, string title, string standard, int mostCharacters) => new()
    {
        Name = name,
        Group = group,
        Suite = suite,
        Title = title,
        Default = TuningValue.Of(standard),
        MostCharacters = mostCharacters,
    };

    public static Tunable Choice(string name, TunableGroup group, string suite, string title, string standard, params string[] choices) => new()
    {
        Name = name,
        Group = group,
        Suite = suite,
        Title = title,
        Default = TuningValue.Of(standard),
        Choices = choices,
    };

    /// <summary>Reads a value, or says what is wrong with it and what is allowed.</summary>
    public bool TryRead(JsonElement json, out TuningValue value, out string problem)
    {
        (value, problem) = (Default, "");
        if (json.ValueKind == JsonValueKind.Number && IsNumber && json.TryGetDouble(out var number) && number >= Least && number <= Most && (!Whole || number % 1 == 0))
            value = TuningValue.Of(number);
        else if (json.ValueKind == JsonValueKind.String && !IsNumber && IsAllowed(json.GetString()!))
            value = TuningValue.Of(json.GetString()!);
        else
            problem = $"'{Name}' is {Short(json.GetRawText())}; allowed is {Allowed}.";
        return problem.Length == 0;
    }

    private bool IsAllowed(string text) => IsText
        ? !string.IsNullOrWhiteSpace(text) && text.Length <= MostCharacters && !text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))
        : Choices.Contains(text, StringComparer.Ordinal);

    private static string Short(string text) => text.Length <= 80 ? text : $"{text[..80]}…";
}
