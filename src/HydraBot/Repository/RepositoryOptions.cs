using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Repository;

/// <summary>Section <c>Repository</c>: the working copy that the bot looks after, and how it signs what it does there.</summary>
internal sealed class RepositoryOptions : IValidatableObject
{
    public const string Section = "Repository";

    /// <summary>The folder of the working copy; nothing here works until it is set.</summary>
    public string? Path { get; set; }

    /// <summary>Where it is pulled from and pushed to.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Remote { get; set; } = "origin";

    /// <summary>The branch that counts.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Branch { get; set; } = "main";

    [Required(AllowEmptyStrings = false)]
    public string AuthorName { get; set; } = "HydraBot";

    [Required(AllowEmptyStrings = false)]
    public string AuthorEmail { get; set; } = "hydrabot@localhost";

    /// <summary>Whether the repository's own hooks run: they are programs, and run with the bot's rights.</summary>
    public bool Hooks { get; set; }

    /// <summary>Whether a language model words commits where one answers; it is sent the difference, without secrets.</summary>
    public bool ModelMessages { get; set; } = true;

    /// <summary>How long one call of git may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path is { Length: > 0 } && !System.IO.Path.IsPathFullyQualified(Path))
            yield return new ValidationResult($"Repository:Path is '{Path}'; allowed is the full path of a folder.");
        foreach (var (name, value) in new[] { ("Remote", Remote), ("Branch", Branch) })
        {
            if (Git.GitNames.Problem(value) is { } problem)
                yield return new ValidationResult($"Repository:{name} is '{value}', which {problem}.");
        }

        foreach (var (name, value) in new[] { ("AuthorName", AuthorName), ("AuthorEmail", AuthorEmail) })
        {
            if (value.AsSpan().ContainsAny("<>\n\r\0"))
                yield return new ValidationResult($"Repository:{name} is '{value}'; allowed is text on one line without < and >.");
        }

        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromMinutes(10))
            yield return new ValidationResult($"Repository:TimeLimit is '{TimeLimit}'; allowed is 00:00:01 to 00:10:00.");
    }
}

[OptionsValidator]
internal sealed partial class RepositoryOptionsValidator : IValidateOptions<RepositoryOptions>;
