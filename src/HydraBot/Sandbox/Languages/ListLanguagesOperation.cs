using System.ComponentModel;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Image;

namespace HydraBot.Sandbox.Languages;

/// <summary>Lists the languages.</summary>
internal sealed class ListLanguagesOperation(LanguageTable languages, SandboxImage image)
{
    [Operation("sandbox.languages")]
    [Description("Lists the languages that programs may be written in")]
    public async Task<OperationResult<LanguageList>> ListAsync(CancellationToken cancellationToken)
    {
        var (built, why) = await LookAsync(cancellationToken);
        LanguageLine[] lines = [.. languages.All.Select(language => new LanguageLine(
            language.Name, language.Title, built?.VersionOf(language.Packages is [var first, ..] ? first : ""), language.File,
            string.Join(' ', language.Run), language.Compile.Count > 0 ? string.Join(' ', language.Compile) : null, language.Aliases))];
        return OperationResult.Of(new LanguageList(lines, built is not null), new Card
        {
            Title = $"{lines.Length} languages",
            Severity = built is null ? CardSeverity.Warning : CardSeverity.Neutral,
            Text = string.Join('\n', lines.Select(line => $"**{line.Title}** {line.Version} · `{line.Name}`{(line.Aliases.Count > 0 ? ", " + string.Join(", ", line.Aliases.Select(alias => $"`{alias}`")) : "")}"))
                + (why is null ? "" : $"\n\n{why}"),
        });
    }

    private async Task<(PinnedImage? Image, string? Why)> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await image.RequireAsync(cancellationToken), null);
        }
        catch (OperationException missing)
        {
            return (null, missing.Message);
        }
    }
}

/// <summary>The table of languages.</summary>
/// <param name="Languages">One a line.</param>
/// <param name="Available">True when the image is there that has them.</param>
internal sealed record LanguageList(IReadOnlyList<LanguageLine> Languages, bool Available);

/// <summary>A language.</summary>
internal sealed record LanguageLine(string Name, string Title, string? Version, string File, string Run, string? Compile, IReadOnlyList<string> Aliases);
