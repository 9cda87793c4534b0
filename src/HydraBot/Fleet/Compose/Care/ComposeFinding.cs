using System.Text.Json.Serialization;
using HydraBot.Fleet.Compose.Editing;
using HydraBot.Fleet.Compose.Files;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>How much a finding matters.</summary>
internal enum FindingLevel
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>It does not work, or not as it is written.</summary>
    Fault,
}

/// <summary>Something in a compose file, or between it and what runs, that somebody should know. Values of secrets are in none.</summary>
/// <param name="Rule">Its name, such as <c>unpinned-image</c>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Project">The compose project.</param>
/// <param name="File">The file, on its host.</param>
/// <param name="Line">From 1.</param>
/// <param name="Service">The service that it is about; null where it is about none.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Advice">What to do.</param>
internal sealed record ComposeFinding(string Rule, FindingLevel Level, string Project, string File, int Line, string? Service, string Text, string Advice)
{
    /// <summary>What <c>compose.apply</c> takes to mend it; null where no patch is safe.</summary>
    public string? Patch { get; init; }

    /// <summary>The change itself.</summary>
    [JsonIgnore]
    public ComposePatch? Change { get; init; }
}

/// <summary>A patch of a compose file that was held against its model.</summary>
/// <param name="Name">It stands for the file's bytes and the text after.</param>
/// <param name="File">As it was read.</param>
/// <param name="Text">What it becomes.</param>
/// <param name="Difference">As <c>diff -u</c> has it, secrets masked.</param>
internal sealed record ComposePatch(string Name, ComposeFile File, string Text, string Difference)
{
    /// <summary>Its name alone: what stands in the file may be secret.</summary>
    public override string ToString() => Name;
}

/// <summary>What one rule wants changed, before it was held against the model.</summary>
/// <param name="File">Which file.</param>
/// <param name="Edit">Where and what.</param>
/// <param name="Path">The keys down to the value that changes; a number is a place in a list.</param>
/// <param name="Value">What stands there afterwards.</param>
internal sealed record WantedEdit(ComposeFile File, TextEdit Edit, IReadOnlyList<string> Path, string Value);

/// <summary>What was found.</summary>
/// <param name="Projects">The compose projects that were looked at.</param>
/// <param name="Findings">Those that matter most first.</param>
internal sealed record ComposeReport(IReadOnlyList<string> Projects, IReadOnlyList<ComposeFinding> Findings);
