using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Audit;

/// <summary>
/// Takes secrets out of text before it reaches logs, the audit chain, memory or a model: those that are configured, and those that
/// look like one.
/// </summary>
public sealed partial class SecretMask
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mask = "[secret]";

    private readonly Lock _learning = new();
    private string[] _known = [];

    /// <summary>Masks these values exactly, besides everything with the form of a secret.</summary>
    /// <param name="known">Configured secrets; those under 6 characters are left out, since they would mask ordinary words.</param>
    public SecretMask(IEnumerable<string> known) => Learn([.. known]);

    /// <summary>Masks further secrets from now on, such as a key that was made at start.</summary>
    /// <param name="secrets">Those under 6 characters are left out.</param>
    public void Learn(params IReadOnlyList<string> secrets)
    {
        lock (_learning)
        {
            // The longest first, so that no secret hides behind another that it contains.
            _known =
            [
                .. _known.Concat(secrets).Where(secret => secret.Length >= 6)
                    .Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length),
            ];
        }
    }

    /// <summary>The text without its secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in Volatile.Read(ref _known))
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return Shapes().Replace(text, match => match.Groups["keep"].Value + Mask);
    }

    /// <summary>The same for a named value: all of it is masked when the name says secret.</summary>
    public string Apply(string name, string text) => SecretName().IsMatch(name) ? Mask : Apply(text);

    /// <summary>The same for a JSON value: strings are masked, and whole values under names that say secret.</summary>
    /// <remarks>A value that two readers may read differently becomes its own masked text, since no reader may choke on it later.</remarks>
    public JsonElement Apply(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            return JsonElement.Parse("null");
        if (SoundJson.Problem(value) is not null)
            return JsonElement.Parse(JsonValue.Create(Apply(value.GetRawText())).ToJsonString());

        var node = Apply(JsonNode.Parse(value.GetRawText()));
        return JsonElement.Parse(node?.ToJsonString() ?? "null");
    }

    private JsonNode? Apply(JsonNode? node, string name = "") => node switch
    {
        JsonObject o => new JsonObject(o.Select(pair => KeyValuePair.Create(pair.Key, Apply(pair.Value, pair.Key)))),
        JsonArray a => new JsonArray([.. a.Select(item => Apply(item, name))]),
        JsonValue v when v.TryGetValue<string>(out var text) => Apply(name, text),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("(?:^|[_-])(?:password|passwd|pwd|secret|token|api_?key|private_?key|credential)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // A scheme has an end, else a megabyte of letters without a space would be looked through once for each of them.
    /// <summary>Bearer headers, key=value pairs, URLs with a password, Discord and vendor tokens, JWTs, private key blocks.</summary>
    [GeneratedRegex("""
        (?<keep>\b(?:Bearer|Bot|Basic)\s+)[A-Za-z0-9._~+/=-]{16,}
        |(?<keep>(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s*[:=]\s*["']?)[^\s"'&,;]{4,}
        |(?<keep>[a-z][a-z0-9+.-]{0,30}://[^\s:/@]*:)[^\s@/]+(?=@)
        |\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}\b
        |\b(?:sk|pk|rk|ghp|gho|ghs|ghr|glpat|xox[abprs]|hf|npm|github_pat)[-_][A-Za-z0-9_-]{16,}
        |\bAKIA[0-9A-Z]{16}\b
        |\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}
        |-----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----[\s\S]*?(?:-----END[ ][A-Z ]*PRIVATE[ ]KEY-----|\z)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Shapes();
}
