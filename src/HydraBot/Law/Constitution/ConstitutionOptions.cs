using System.ComponentModel.DataAnnotations;

namespace HydraBot.Law.Constitution;

/// <summary>Section <c>Constitution</c>: where the law is, and which places it speaks of.</summary>
internal sealed class ConstitutionOptions
{
    /// <summary>The law; looked for from the folder that HydraBot is started from, then beside its executable.</summary>
    [Required(ErrorMessage = "Constitution:Path is the file of the law, for example CONSTITUTION.yaml")]
    public string Path { get; set; } = "CONSTITUTION.yaml";

    /// <summary>The places that the law protects, and those where work is done.</summary>
    public PlacesOptions Places { get; set; } = new();
}
