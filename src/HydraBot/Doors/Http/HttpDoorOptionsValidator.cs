using System.Net;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Http;

/// <summary>Says what is wrong with the section <c>Api</c>.</summary>
internal sealed class HttpDoorOptionsValidator : IValidateOptions<HttpDoorOptions>
{
    private const int ShortestToken = 16;

    public ValidateOptionsResult Validate(string? name, HttpDoorOptions options)
    {
        string[] problems = [.. Url(options.Url), .. options.Keys.SelectMany(key => Key(key.Key, key.Value)), .. Twice(options.Keys)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Url(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/"
            || (uri.Host != "localhost" && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out _)))
            yield return SettingsCheck.Wrong("Api:Url", url, "http://ADDRESS:PORT with an IP address or localhost and no path, such as http://127.0.0.1:8700; a proxy in front adds TLS");
        else if (uri is { Host: "localhost", Port: 0 })
            yield return SettingsCheck.Wrong("Api:Url", url, "port 0 with an IP address alone, such as http://127.0.0.1:0");
    }

    private static IEnumerable<string> Key(string name, HttpKeyOptions key)
    {
        if (key.Token.Length < ShortestToken || key.Token.Any(c => c is <= ' ' or > '~'))
            yield return SettingsCheck.Wrong($"Api:Keys:{name}:Token", key.Token, $"at least {ShortestToken} printable ASCII characters without spaces, such as the output of 'openssl rand -hex 32'");
        if (key.Access == AccessLevel.None)
            yield return SettingsCheck.Wrong($"Api:Keys:{name}:Access", null, "one of Viewer, Operator, Owner");
        if (key.Operations.Any(string.IsNullOrWhiteSpace))
            yield return SettingsCheck.Wrong($"Api:Keys:{name}:Operations", "", "patterns of operations, such as container.list or memory.*");
    }

    private static IEnumerable<string> Twice(Dictionary<string, HttpKeyOptions> keys) => keys
        .GroupBy(key => key.Value.Token, StringComparer.Ordinal)
        .Where(group => group.Count() > 1 && group.Key.Length > 0)
        .Select(group => $"Setting Api:Keys: {string.Join(" and ", group.Select(key => key.Key))} have the same Token; allowed is one token a name.");
}
