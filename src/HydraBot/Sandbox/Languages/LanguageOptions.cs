namespace HydraBot.Sandbox.Languages;

/// <summary>A row of the table of languages, as <c>assets/sandbox/languages.json</c> and <c>Sandbox:Languages:&lt;name&gt;</c> write it.</summary>
internal sealed class LanguageOptions
{
    public string? Title { get; set; }

    public IReadOnlyList<string> Aliases { get; set; } = [];

    public string? File { get; set; }

    public IReadOnlyList<string> Packages { get; set; } = [];

    public IReadOnlyList<string> Extras { get; set; } = [];

    public IReadOnlyList<string> Compile { get; set; } = [];

    public IReadOnlyList<string> Run { get; set; } = [];

    public string? Worker { get; set; }

    /// <summary>The row, with what may be left out filled in.</summary>
    public Language Named(string name) => new(
        name, Title ?? name, Aliases, File ?? $"main.{name}", Packages, Extras, Compile, Run, Worker ?? "worker");
}
