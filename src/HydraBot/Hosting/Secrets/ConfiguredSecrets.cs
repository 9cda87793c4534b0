using System.Text.RegularExpressions;

namespace HydraBot.Hosting.Secrets;

/// <summary>Finds the secrets among the settings, so that none of them is ever written down.</summary>
internal static partial class ConfiguredSecrets
{
    public static IEnumerable<string> In(IConfiguration configuration) => configuration.AsEnumerable()
        .Where(setting => setting.Value is { Length: > 0 })
        .SelectMany(setting => SecretKey().IsMatch(setting.Key)
            ? [setting.Value!]
            : Passwords().Matches(setting.Value!).Select(match => match.Groups["value"].Value));

    [GeneratedRegex("(?:Token|Password|Secret|ApiKey|PrivateKey|Authorization)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretKey();

    /// <summary>As they stand in connection strings.</summary>
    [GeneratedRegex(@"(?:^|;)\s*(?:Password|Pwd)\s*=\s*(?<value>[^;]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Passwords();
}
