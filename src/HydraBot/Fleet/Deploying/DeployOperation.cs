using System.Globalization;
using Docker.DotNet.Models;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Fleet.Deploying;

/// <summary>A container that was made anew and is well.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Id">The new one's id.</param>
/// <param name="Image">The image's name.</param>
/// <param name="ImageId">The image's id.</param>
/// <param name="NewImage">True when it is another image than before.</param>
/// <param name="Source">Where the image came from.</param>
/// <param name="Health">What its healthcheck says; none when it has none.</param>
/// <param name="Seconds">How long all of it took.</param>
internal sealed record DeployedContainer(string Container, string Id, string Image, string ImageId, bool NewImage, string Source, ContainerHealth Health, double Seconds);

/// <summary>Brings a container up to date: its image, what its compose file says, and back when that is not well.</summary>
internal sealed class DeployOperation(
    DeployTargets targets, OwnContainer own, DeployEngine engine, ImageSource images, ComposeEnvironment environments, ContainerReplacer replacer, TimeProvider time)
{
    /// <summary>The longest pull or build, stop, wait and way back that the options allow.</summary>
    private const int TimeLimit = 3300;

    [Operation("container.deploy", Slash = "deploy", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit,
        Rollback = "The container from before is kept until the new one is well, and comes back by itself when it is not.")]
    [Description("Fetches or builds the newest image of a container, makes the container anew and waits until it is well; otherwise brings the old one back")]
    public async Task<OperationResult<DeployedContainer>> DeployAsync(
        [Description("Its name, the beginning of its id, or the name of a compose service"), Suggest<ContainerNames>] string container,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var target = await targets.FindAsync(container, cancellationToken);
        var name = target.Container.Name;
        await own.SpareAsync(target.Container, "restart", "replacing", cancellationToken);
        var before = await engine.InspectAsync(target.Container.Id, cancellationToken);
        var environment = target.Service is { } service ? await ReadyAsync(service, cancellationToken) : [];
        var image = target.Service?.Image ?? before.Config!.Image!;
        var source = await images.RenewAsync(clearance, image, target.Service, progress, cancellationToken);
        var guests = await engine.GuestsAsync(before.ID, cancellationToken);

        var nameless = ContainerRecipe.Nameless(before).ToArray();
        var well = await replacer.ReplaceAsync(
            clearance,
            before,
            (recipe, networks) =>
            {
                if (target.Service is not null)
                    ServiceRecipe.Apply(recipe, networks, target.Service, environment, nameless);
            },
            progress,
            cancellationToken);
        var now = await engine.InspectAsync(well.Id, cancellationToken);
        var deployed = new DeployedContainer(
            name, well.Id, image, now.Image!, now.Image != before.Image, source, well.Health, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1));
        return OperationResult.Of(deployed, Draw(deployed, target, guests));
    }

    /// <summary>What would fail anyhow fails before anything is stopped.</summary>
    private async Task<Dictionary<string, string>> ReadyAsync(ComposeService service, CancellationToken cancellationToken)
    {
        if (service.NetworkMode is null && service.Networks.Keys.Except(await engine.NetworksAsync(cancellationToken)).ToArray() is { Length: > 0 } missing)
            throw new OperationException($"The network {string.Join(", ", missing)} of the service '{service.Name}' is not there; make it first (docker network create, or Compose's up). Nothing was changed.");
        ServiceRecipe.Apply(new CreateContainerParameters { HostConfig = new HostConfig(), Labels = new Dictionary<string, string>() }, [], service, new Dictionary<string, string>(), []);
        return await environments.OfAsync(service, cancellationToken);
    }

    private static Card Draw(DeployedContainer deployed, DeployTarget target, IReadOnlyList<string> guests)
    {
        var state = deployed.Health == ContainerHealth.Healthy ? "healthy" : "running";
        var notes = new List<string>();
        if (target.Note is { } note)
            notes.Add($"{note}.");
        if (target.Service is { } service && ServiceRecipe.Kept(service) is { Count: > 0 } kept)
            notes.Add($"As they were before: {string.Join(", ", kept)}.");
        if (guests.Count > 0)
            notes.Add($"**{string.Join(", ", guests)} shared its network** and {(guests.Count == 1 ? "has" : "have")} to be deployed as well.");
        if (deployed.Health == ContainerHealth.None)
            notes.Add("It has no healthcheck, so running steadily is all that can be told.");
        return new Card
        {
            Title = $"{deployed.Container} is deployed and {state}",
            Severity = guests.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Text = string.Join('\n', notes) is { Length: > 0 } text ? text : null,
            Fields =
            [
                new CardField("Image", $"`{deployed.Image}`: {deployed.Source}", false),
                new CardField("Image id", $"{deployed.ImageId.Replace("sha256:", "", StringComparison.Ordinal)[..12]}, {(deployed.NewImage ? "new" : "the same as before")}", true),
                new CardField("From", target.Service is null ? "what it was" : target.Service.Project.FileOf(target.Service.Name)!.HostPath, true),
                new CardField("Took", string.Create(CultureInfo.InvariantCulture, $"{deployed.Seconds:0.0} s"), true),
            ],
            Spoken = $"{deployed.Container} was deployed and is {state}.",
        };
    }
}
