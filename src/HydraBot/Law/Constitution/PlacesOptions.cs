namespace HydraBot.Law.Constitution;

/// <summary>Section <c>Constitution:Places</c>: folders by their meaning to the law.</summary>
/// <remarks>What is not set is below <c>Storage:Path</c>.</remarks>
internal sealed class PlacesOptions
{
    /// <summary>Where files may be changed or deleted; everything else is outside.</summary>
    public IList<string> Roots { get; } = [];

    /// <summary>Where records of what happened are kept.</summary>
    public string? Audit { get; set; }

    /// <summary>Where keys and passwords are kept.</summary>
    public string? Secrets { get; set; }

    /// <summary>Where people's data is kept.</summary>
    public string? Data { get; set; }

    /// <summary>Where copies are kept.</summary>
    public string? Backups { get; set; }
}
