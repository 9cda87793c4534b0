using HydraBot.Governance.Operations;
using HydraBot.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Access;

/// <summary>Checks the section <c>Access</c>.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        string[] problems =
        [
            .. options.Operations.Where(pair => pair.Value == AccessLevel.None)
                .Select(pair => SettingsCheck.Wrong($"Access:Operations:{pair.Key}", "None", "Viewer, Operator or Owner; the law can deny an operation to everybody")),
            .. options.Limits.SelectMany(pair => Problems(pair.Key, pair.Value)),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(string name, AccessLimitOptions limit)
    {
        if (limit.Count < 1)
            yield return SettingsCheck.Wrong($"Access:Limits:{name}:Count", $"{limit.Count}", "a number from 1 on");
        if (limit.Per <= TimeSpan.Zero || limit.Per > TimeSpan.FromDays(31))
            yield return SettingsCheck.Wrong($"Access:Limits:{name}:Per", $"{limit.Per}", "a time up to 31.00:00:00, such as 01:00:00");
    }
}
