namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>A healthcheck that fits a container.</summary>
/// <param name="Command">For the container's shell.</param>
/// <param name="Program">With arguments, in place of a shell command, for images that have no shell.</param>
/// <param name="StartPeriod">How long failures do not count after a start.</param>
/// <param name="Basis">Where it comes from, in words.</param>
internal sealed record HealthcheckDraft(string? Command, IReadOnlyList<string>? Program, TimeSpan StartPeriod, string Basis)
{
    /// <summary>As the engine takes it.</summary>
    public IList<string> Test => Program is null ? ["CMD-SHELL", Command!] : ["CMD", .. Program];

    public string Shown => Program is null ? Command! : string.Join(' ', Program);
}
