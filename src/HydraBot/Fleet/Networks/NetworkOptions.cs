using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Networks;

/// <summary>Section <c>Fleet:Networks</c>: which containers belong together, and which of those groups may talk.</summary>
internal sealed partial class NetworkOptions : IValidatableObject
{
    public const string Section = "Fleet:Networks";

    /// <summary>The names of networks that a plan makes begin with it.</summary>
    public string Prefix { get; set; } = "hydrabot";

    /// <summary>How long containers are watched after a plan was applied.</summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The wanted layout. What no zone names as a partner is denied.</summary>
    public Dictionary<string, ZoneOptions> Zones { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Word().IsMatch(Prefix))
            yield return new ValidationResult($"Fleet:Networks:Prefix is '{Prefix}'; allowed are letters, digits, - and _, a letter or digit first, at most 40.");
        if (Settle < TimeSpan.FromSeconds(1) || Settle > TimeSpan.FromMinutes(10))
            yield return new ValidationResult($"Fleet:Networks:Settle is '{Settle}'; allowed is 00:00:01 to 00:10:00.");
        foreach (var (name, zone) in Zones)
        {
            if (!Word().IsMatch(name))
                yield return new ValidationResult($"Fleet:Networks:Zones names a zone '{name}'; allowed are letters, digits, - and _, a letter or digit first, at most 40.");
            if (zone.Containers.Concat(zone.Labels).Concat(zone.Projects).All(string.IsNullOrWhiteSpace))
                yield return new ValidationResult($"Fleet:Networks:Zones:{name} names nobody; allowed are names of Containers, Labels or Projects, with * for any run of characters.");
            foreach (var partner in zone.Talks.Where(partner => !Zones.Keys.Contains(partner, StringComparer.OrdinalIgnoreCase)))
                yield return new ValidationResult($"Fleet:Networks:Zones:{name}:Talks names '{partner}'; allowed are the zones {string.Join(", ", Zones.Keys)}.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
    private static partial Regex Word();
}

/// <summary>Section <c>Fleet:Networks:Zones:NAME</c>. Its members reach each other.</summary>
internal sealed class ZoneOptions
{
    /// <summary>Names of containers, <c>*</c> for any run of characters.</summary>
    public List<string> Containers { get; set; } = [];

    /// <summary>Labels, as <c>name</c> or <c>name=value</c>; the value may hold <c>*</c>.</summary>
    public List<string> Labels { get; set; } = [];

    /// <summary>Compose projects, <c>*</c> for any run of characters.</summary>
    public List<string> Projects { get; set; } = [];

    /// <summary>True when its members have no way out.</summary>
    public bool Internal { get; set; }

    /// <summary>True when the ports that its members publish are meant for everybody.</summary>
    public bool Published { get; set; }

    /// <summary>Zones whose members and its own reach each other.</summary>
    public List<string> Talks { get; set; } = [];
}

[OptionsValidator]
internal sealed partial class NetworkOptionsValidator : IValidateOptions<NetworkOptions>;
