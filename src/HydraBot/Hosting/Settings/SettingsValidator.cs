using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Settings;

/// <summary>Asks an options validator, and words what it found as a person wrote it: full key, value, what is allowed.</summary>
internal sealed partial class SettingsValidator<TOptions, TValidator>(TValidator validator, IConfiguration settings, IEnumerable<SettingsSection> sections) : IValidateOptions<TOptions>
    where TOptions : class
    where TValidator : class, IValidateOptions<TOptions>
{
    private readonly string _section = sections.First(section => section.Options == typeof(TOptions)).Name;

    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        validator.Validate(name, options) is { Failed: true, Failures: { } failures }
            ? ValidateOptionsResult.Fail(failures.Select(Line).Distinct(StringComparer.Ordinal))
            : ValidateOptionsResult.Success;

    /// <summary>Generated validators write "Name: The field Options.Path.Name must be ..."; one of our own may name the full key itself.</summary>
    private string Line(string failure)
    {
        if (failure.StartsWith("Setting ", StringComparison.Ordinal))
            return failure;
        if (Generated().Match(failure) is { Success: true } match && match.Groups["type"].Value == typeof(TOptions).Name)
        {
            var key = $"{_section}:{match.Groups["path"].Value.Replace('.', ':')}";
            return SettingsCheck.Wrong(key, settings[key], Allowed(match.Groups["rule"].Value));
        }

        return Sentence(failure);
    }

    /// <summary>A message of the attribute's own comes as "Name: message".</summary>
    private string Sentence(string failure)
    {
        var named = Named().Match(failure);
        var (member, text) = named.Success ? (named.Groups["member"].Value, named.Groups["text"].Value) : ("", failure);
        if (text.StartsWith(_section, StringComparison.Ordinal))
            return $"Setting {text}";
        var key = $"{_section}:{member}";
        return member.Length > 0 && text.StartsWith("is ", StringComparison.Ordinal)
            ? SettingsCheck.Wrong(key, settings[key], text[3..].TrimEnd('.'))
            : $"Setting {key.TrimEnd(':')}: {text}";
    }

    private static string Allowed(string rule) => rule switch
    {
        _ when Range().Match(rule) is { Success: true } range => $"from {range.Groups["least"].Value} to {range.Groups["most"].Value}",
        "field is required." => "any text but none",
        _ => MustBe().Replace(rule, "").TrimEnd('.'),
    };

    [GeneratedRegex(@"^\w+: The (?:field )?(?<type>\w+)\.(?<path>[\w.]+) (?<rule>.+)$", RegexOptions.Singleline)]
    private static partial Regex Generated();

    [GeneratedRegex(@"^(?<member>\w+): (?<text>.+)$", RegexOptions.Singleline)]
    private static partial Regex Named();

    [GeneratedRegex(@"^must be between (?<least>\S+) and (?<most>\S+?)\.?$")]
    private static partial Regex Range();

    [GeneratedRegex("^(?:field )?(?:must be (?:a |an )?|is )")]
    private static partial Regex MustBe();
}
