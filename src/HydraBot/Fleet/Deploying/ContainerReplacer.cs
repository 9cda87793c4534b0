using Docker.DotNet.Models;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Deploying;

/// <summary>
/// Puts a new container in the place of an old one, and stays until it is well. The old one is stopped and kept under another name meanwhile; when the new one is not
/// well it comes back as it was.
/// </summary>
/// <remarks>All of it by the engine's own API: Compose's plugin is not on every machine, never in our image, and makes containers anew by its own mind.</remarks>
internal sealed partial class ContainerReplacer(DeployEngine engine, RestartWatch watch, TimeProvider time, ILogger<ContainerReplacer> logger)
{
    /// <param name="clearance">From the road.</param>
    /// <param name="old">What is replaced.</param>
    /// <param name="change">Makes of the old one's recipe the new one's, and of its networks.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellationToken">Ends it, and brings the old one back.</param>
    /// <returns>The new one, once it is well.</returns>
    /// <exception cref="OperationException">The new one is not well; the old one is back, or the message says why not.</exception>
    public async Task<RestartedContainer> ReplaceAsync(
        Clearance clearance,
        ContainerInspectResponse old,
        Action<CreateContainerParameters, Dictionary<string, EndpointSettings>> change,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var name = old.Name!.TrimStart('/');
        if (old.HostConfig!.AutoRemove)
            throw new OperationException($"`{name}` was started with --rm: it vanishes when it stops, so that it could not be brought back. Nothing was changed.");
        var began = time.GetTimestamp();
        var recipe = ContainerRecipe.Of(old, await engine.FindImageAsync(old.Image, cancellationToken));
        var networks = ContainerRecipe.Networks(old);
        change(recipe, networks);
        TakeFirst(recipe, networks);

        var kept = $"{name}-before-{old.ID[..8]}";
        var ran = old.State is { Running: true } or { Restarting: true };
        string? made = null;
        try
        {
            progress.Report(new OperationProgress($"Stopping `{name}`…"));
            if (ran)
                await engine.StopAsync(clearance, old.ID, cancellationToken);
            await engine.RenameAsync(clearance, old.ID, kept, cancellationToken);
            progress.Report(new OperationProgress($"Making `{name}` anew…"));
            made = await engine.CreateAsync(clearance, recipe, networks, cancellationToken);
            await engine.StartAsync(clearance, made, cancellationToken);
            var container = new Container(made, name, recipe.Image, ContainerState.Running, ContainerHealth.Starting, null, "", []);
            var well = await watch.UntilWellAsync(container, began, progress, cancellationToken);
            await ForgetAsync(clearance, old.ID, kept);
            return well;
        }
        catch (OperationException failure)
        {
            throw new OperationException($"{await BringBackAsync(clearance, old, name, made, ran)}\n{failure.Message}", failure);
        }
        catch (OperationCanceledException)
        {
            await BringBackAsync(clearance, old, name, made, ran);
            throw;
        }
    }

    /// <summary>The first network goes along with the making; a name in it would be lost otherwise.</summary>
    private static void TakeFirst(CreateContainerParameters recipe, Dictionary<string, EndpointSettings> networks)
    {
        var mode = recipe.HostConfig!.NetworkMode ?? "";
        var first = networks.ContainsKey(mode) ? mode : networks.Keys.FirstOrDefault();
        if (first is null || !networks.Remove(first, out var endpoint))
            return;
        recipe.HostConfig.NetworkMode = first;
        recipe.NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [first] = endpoint } };
    }

    /// <summary>What was begun is undone even when whoever asked has gone.</summary>
    private async Task<string> BringBackAsync(Clearance clearance, ContainerInspectResponse old, string name, string? made, bool ran)
    {
        try
        {
            if (made is not null)
                await engine.RemoveAsync(clearance, made, CancellationToken.None);
            if ((await engine.InspectAsync(old.ID, CancellationToken.None)).Name!.TrimStart('/') != name)
                await engine.RenameAsync(clearance, old.ID, name, CancellationToken.None);
            if (ran)
                await engine.StartAsync(clearance, old.ID, CancellationToken.None);
            return $"`{name}` was rolled back: the container from before is {(ran ? "running" : "there")} again.";
        }
        catch (OperationException failure)
        {
            LogNotBack(failure, name, old.ID);
            return $"**`{name}` could not be rolled back** ({failure.Message}). The container from before is {old.ID[..12]}; rename it to {name} and start it.";
        }
    }

    private async Task ForgetAsync(Clearance clearance, string id, string kept)
    {
        try
        {
            await engine.RemoveAsync(clearance, id, CancellationToken.None);
        }
        catch (OperationException failure)
        {
            LogKept(failure, kept);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Container} could not be rolled back to {Old}")]
    private partial void LogNotBack(Exception failure, string container, string old);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Container} was replaced and could not be removed")]
    private partial void LogKept(Exception failure, string container);
}
