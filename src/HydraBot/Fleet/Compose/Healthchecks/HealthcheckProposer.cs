using System.Security.Cryptography;
using System.Text;
using HydraBot.Fleet.Compose.Editing;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Deploying;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>
/// Finds the healthcheck for a container and the place for it in its compose file. The same container and file give the same proposal, so that nothing needs to be
/// remembered between proposing and applying, and what changed meanwhile shows itself by another name.
/// </summary>
internal sealed class HealthcheckProposer(DeployEngine engine, ComposeProjects projects, HealthcheckAdvisor advisor, ComposeMask mask, IOptions<ComposeOptions> options)
{
    private const int NameLength = 16;

    /// <exception cref="OperationException">There is nothing to propose, or no place for it.</exception>
    public async Task<HealthcheckChange> ProposeAsync(Container container, CancellationToken cancellationToken)
    {
        var sight = await engine.LookAsync(container.Id, cancellationToken);
        if (sight.HasHealthcheck)
            throw new OperationException($"`{container.Name}` has a healthcheck already.");
        var draft = advisor.Advise(container.Image, sight.Ports) ?? throw new OperationException(NoneFits(container));
        if (ComposeLabels.Of(container, ComposeLabels.Service) is not { } service)
            throw new OperationException($"`{container.Name}` was not made by Compose, so there is no file to write into. This fits it: {draft.Shown}");
        var project = await projects.OfAsync(container, cancellationToken);
        var written = project.Service(service);
        if (written?["healthcheck"] is { } own)
        {
            throw new OperationException(own["disable"]?.ToString() == "true" || own["test"]?.ToJsonString().Contains("NONE", StringComparison.Ordinal) == true
                ? $"In its compose file the healthcheck of `{container.Name}` is switched off on purpose."
                : $"The compose file of `{container.Name}` has a healthcheck already, and the container is older than it: container.deploy brings it in.");
        }

        var file = project.FileOf(service) ?? throw new OperationException($"No compose file of `{container.Name}` has the service '{service}': {string.Join(", ", project.Files.Select(known => known.HostPath))}.");
        var edit = HealthcheckPatch.Into(file, service, draft, options.Value);
        var text = TextEdit.Apply(file.Text, [edit]);
        var difference = UnifiedDifference.Of(file.HostPath, file.Text, text, mask.Line);
        var proposal = new HealthcheckProposal(Name(container, file, text), container.Name, container.Image, service, file.HostPath, draft.Shown, draft.Basis, difference);
        return new HealthcheckChange(proposal, file, file.With(text), draft);
    }

    /// <summary>What would be proposed, without a look into the file.</summary>
    public async Task<MissingHealthcheck?> MissingAsync(Container container, CancellationToken cancellationToken)
    {
        var sight = await engine.LookAsync(container.Id, cancellationToken);
        if (sight.HasHealthcheck)
            return null;
        var draft = advisor.Advise(container.Image, sight.Ports);
        return new MissingHealthcheck(
            container.Name,
            container.Image,
            draft?.Shown,
            draft?.Basis ?? NoneFits(container),
            ComposeLabels.Of(container, ComposeLabels.Files)?.Split(',')[^1],
            ComposeLabels.Of(container, ComposeLabels.Service));
    }

    private static string NoneFits(Container container) =>
        $"No healthcheck is known for `{container.Image}`, and it exposes no TCP port. Name one in Fleet:Compose:Checks.";

    /// <summary>It stands for the container, the bytes before and the text after.</summary>
    private static string Name(Container container, ComposeFile file, string after) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{container.Id}\n{file.Path}\n{file.Hash}\n{after}")))[..NameLength];
}

/// <summary>A proposal with all that it takes to apply it.</summary>
/// <param name="Proposal">What people see.</param>
/// <param name="File">As it was read.</param>
/// <param name="Bytes">What it becomes.</param>
/// <param name="Draft">The check.</param>
internal sealed record HealthcheckChange(HealthcheckProposal Proposal, ComposeFile File, byte[] Bytes, HealthcheckDraft Draft);
