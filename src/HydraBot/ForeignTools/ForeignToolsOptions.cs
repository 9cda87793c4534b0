using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace HydraBot.ForeignTools;

/// <summary>Section <c>Mcp</c>, as far as it is about tools of others.</summary>
internal sealed class ForeignToolsOptions : IValidatableObject
{
    public const string Section = "Mcp";

    /// <summary>MCP servers outside, by the name that their tools bear.</summary>
    public Dictionary<string, ForeignServerOptions> Servers { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Servers.SelectMany(server => ForeignServerCheck.Problems($"Mcp:Servers:{server.Key}", server.Key, server.Value)).Select(problem => new ValidationResult(problem));
}

/// <summary>Section <c>Mcp:Servers:&lt;name&gt;</c>: a program that is started, or an address.</summary>
internal sealed class ForeignServerOptions
{
    /// <summary>The program that speaks MCP over its pipes.</summary>
    public string? Command { get; set; }

    /// <summary>Its arguments.</summary>
    public List<string> Args { get; set; } = [];

    /// <summary>What it finds in its environment beside the few names that every program needs; nothing else of the house's reaches it.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <summary>The folder that it runs in; the one for temporary files where it is not set.</summary>
    public string? Folder { get; set; }

    /// <summary>An address that speaks MCP over HTTP.</summary>
    public string? Url { get; set; }

    /// <summary>Headers that go with every request. Their values are secrets.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>A bearer key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Patterns of the tools that are let in; all where it is empty.</summary>
    public List<string> Tools { get; set; } = [];

    /// <summary>What its tools may do at worst. What a server says of its own tools does not count.</summary>
    public OperationEffect Effect { get; set; } = OperationEffect.Change;

    /// <summary>The same for single tools, by pattern; the most exact counts.</summary>
    public Dictionary<string, OperationEffect> Effects { get; set; } = [];

    /// <summary>How what its tools destroy is brought back, in a sentence; without one the law refuses those.</summary>
    public string? Rollback { get; set; }

    /// <summary>How long it may take until it is there.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Says what is wrong with a server's settings, a line a fault.</summary>
internal static partial class ForeignServerCheck
{
    public static IEnumerable<string> Problems(string key, string name, ForeignServerOptions server)
    {
        if (!Name().IsMatch(name))
            yield return $"Setting {key} has the name '{name}'; allowed are 1 to 24 lower-case letters, digits and dashes, a letter first.";
        var (program, address) = (!string.IsNullOrWhiteSpace(server.Command), !string.IsNullOrWhiteSpace(server.Url));
        if (program == address)
            yield return $"Setting {key} has {(program ? "both a Command and a Url" : "neither a Command nor a Url")}; allowed is one of the two.";
        if (address && (!Uri.TryCreate(server.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0))
            yield return SettingsCheck.Wrong($"{key}:Url", server.Url, "an http or https address without a password, such as http://127.0.0.1:3000/mcp");
        if (!address && (server.Headers.Count > 0 || !string.IsNullOrEmpty(server.ApiKey)))
            yield return $"Setting {key} has Headers or an ApiKey without a Url; allowed are they with a Url alone.";
        if (!program && (server.Args.Count > 0 || server.Env.Count > 0 || !string.IsNullOrEmpty(server.Folder)))
            yield return $"Setting {key} has Args, Env or a Folder without a Command; allowed are they with a Command alone.";
        if (program && !string.IsNullOrEmpty(server.Folder) && !Directory.Exists(server.Folder))
            yield return SettingsCheck.Wrong($"{key}:Folder", server.Folder, "a folder that exists");
        foreach (var header in server.Headers.Where(header => !HeaderName().IsMatch(header.Key) || header.Value.Any(c => c is < ' ' or > '~')))
            yield return $"Setting {key}:Headers:{header.Key} is '[secret]'; allowed are a header's name and printable ASCII.";
        if (server.ApiKey is { Length: > 0 } secret && secret.Any(c => c is <= ' ' or > '~'))
            yield return $"Setting {key}:ApiKey is '[secret]'; allowed is printable ASCII without spaces.";
        if (server.Headers.Keys.Any(header => header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) && !string.IsNullOrEmpty(server.ApiKey))
            yield return $"Setting {key} has both an ApiKey and the header Authorization; allowed is one of the two.";
        foreach (var (tool, effect) in server.Effects.Where(pair => !Enum.IsDefined(pair.Value)))
            yield return SettingsCheck.Wrong($"{key}:Effects:{tool}", effect.ToString(), string.Join(", ", Enum.GetNames<OperationEffect>()));
        if (!Enum.IsDefined(server.Effect))
            yield return SettingsCheck.Wrong($"{key}:Effect", server.Effect.ToString(), string.Join(", ", Enum.GetNames<OperationEffect>()));
        if (server.Rollback is { } rollback && rollback.Trim().Length is 0 or > 300)
            yield return $"Setting {key}:Rollback has {server.Rollback!.Length} characters; allowed is a sentence of 1 to 300.";
        foreach (var (timeout, value) in ((string, TimeSpan)[])[("ConnectTimeout", server.ConnectTimeout), ("CallTimeout", server.CallTimeout)])
        {
            if (value < TimeSpan.FromMilliseconds(100) || value > TimeSpan.FromMinutes(10))
                yield return SettingsCheck.Wrong($"{key}:{timeout}", value.ToString(), "00:00:00.1 to 00:10:00");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,23}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")]
    private static partial Regex HeaderName();
}

[OptionsValidator]
internal sealed partial class ForeignToolsOptionsValidator : IValidateOptions<ForeignToolsOptions>;
