using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Governance.Audit;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Secrets that stand in the file itself, and variables that are set nowhere. Values are not told.</summary>
internal sealed class SecretRule(SecretMask mask) : IComposeRule
{
    public IEnumerable<ComposeFinding> Look(ComposeSight sight)
    {
        foreach (var (service, value) in sight.Raw["services"] as JsonObject ?? [])
        {
            if (value is not JsonObject keys)
                continue;
            foreach (var (name, text) in ComposeMerge.Mapping(keys["environment"]).Where(pair => IsPlain(pair.Key, pair.Value?.ToString())))
                yield return Found(sight, service, "environment", name);
            foreach (var (name, text) in ComposeMerge.Mapping((keys["build"] as JsonObject)?["args"]).Where(pair => IsPlain(pair.Key, pair.Value?.ToString())))
                yield return Found(sight, service, "build", name);
            foreach (var (name, text) in ComposeMerge.Mapping(keys["labels"]).Where(pair => pair.Value?.ToString() is { } label && label != mask.Apply(label)))
                yield return Found(sight, service, "labels", name);
            foreach (var key in new[] { "command", "entrypoint" })
            {
                if (keys[key]?.ToJsonString() is { } line && line != mask.Apply(line) && !line.Contains('$', StringComparison.Ordinal))
                    yield return Found(sight, service, key, key);
            }
        }

        foreach (var name in sight.Interpolation.Missing)
            yield return sight.About("unset-variable", FindingLevel.Warning, null, "services", $"The variable {name} is set nowhere and has no default: it is empty.", $"Write {name}=... into .env, or a default as ${{{name}:-value}}. What the shell sets when it calls Compose is not seen here.");
        foreach (var fault in sight.Interpolation.Faults.Distinct(StringComparer.Ordinal))
            yield return sight.About("variable", FindingLevel.Fault, null, "services", $"{char.ToUpperInvariant(fault[0])}{mask.Apply(fault[1..])}.", "Set it in .env, or mend it.");
    }

    private static ComposeFinding Found(ComposeSight sight, string service, string key, string name) => sight.About(
        "plain-secret", FindingLevel.Warning, service, key, $"A secret stands in the file: {name} in {key} of '{service}'.", $"Write it into .env (readable by you alone) and ${{{name}}} here, or use secrets.");

    private bool IsPlain(string name, string? value) => value is { Length: > 0 } && !value.Contains("${", StringComparison.Ordinal) && !(value[0] == '$' && value.Length > 1 && value[1] != '$')
        && ((ComposeMask.IsSecret(name) && !name.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("/run/secrets/", StringComparison.Ordinal) && value is not ("true" or "false" or "none" or "no" or "yes"))
            || value != mask.Apply(value)
            || name.Equals("NEO4J_AUTH", StringComparison.OrdinalIgnoreCase) && value != "none");
}
