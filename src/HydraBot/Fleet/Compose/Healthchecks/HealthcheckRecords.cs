using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>The containers without a healthcheck.</summary>
/// <param name="Containers">How many there are in all.</param>
/// <param name="Missing">Those without one.</param>
internal sealed record HealthcheckList(int Containers, IReadOnlyList<MissingHealthcheck> Missing);

/// <summary>A container without a healthcheck, and what would fit.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Image">Its image.</param>
/// <param name="Check">The command that is proposed; null where none is.</param>
/// <param name="Basis">Where that comes from, or why there is none.</param>
/// <param name="File">The compose file that it would be written into; null where Compose did not make the container.</param>
/// <param name="Service">The service's name there.</param>
internal sealed record MissingHealthcheck(string Container, string Image, string? Check, string Basis, string? File, string? Service);

/// <summary>A healthcheck that could be written into a compose file.</summary>
/// <param name="Proposal">What <c>healthcheck.apply</c> takes: it stands for exactly this change of exactly this file.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Image">Its image.</param>
/// <param name="Service">The service's name in the file.</param>
/// <param name="File">The compose file, on its host.</param>
/// <param name="Check">The command.</param>
/// <param name="Basis">Where it comes from.</param>
/// <param name="Difference">What would be written, as <c>diff -u</c> has it, secrets masked.</param>
internal sealed record HealthcheckProposal(
    string Proposal, string Container, string Image, string Service, string File, string Check, string Basis, string Difference);

/// <summary>A healthcheck that was written, and whose container is well with it.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Id">The new container's id.</param>
/// <param name="Service">The service's name.</param>
/// <param name="File">The compose file.</param>
/// <param name="Health">What the check says.</param>
/// <param name="Seconds">How long all of it took.</param>
internal sealed record AppliedHealthcheck(string Container, string Id, string Service, string File, ContainerHealth Health, double Seconds);
