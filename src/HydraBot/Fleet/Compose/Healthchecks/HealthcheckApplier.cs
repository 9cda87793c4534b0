using Docker.DotNet.Models;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Deploying;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Writes a proposed healthcheck, makes the container anew with it, and takes both back when it is not healthy in time.</summary>
internal sealed class HealthcheckApplier(DeployEngine engine, ContainerReplacer replacer, IOptions<ComposeOptions> options)
{
    /// <summary>What shells and the engine say of a program that is not there or cannot be run.</summary>
    private const long NotRunnable = 126, NotFound = 127;

    private static readonly TimeSpan TrialPatience = TimeSpan.FromSeconds(30);

    /// <exception cref="OperationException">Nothing was changed, or all of it was taken back; the message says which, and why.</exception>
    public async Task<RestartedContainer> ApplyAsync(
        Clearance clearance, string id, HealthcheckChange change, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var old = await engine.InspectAsync(id, cancellationToken);
        progress.Report(new OperationProgress("Trying whether the check can run in it…"));
        await TryAsync(clearance, old, change, cancellationToken);
        // A name may have moved to a newer image by now, and that is not what was agreed to.
        var image = await engine.FindImageAsync(old.Config!.Image!, cancellationToken);
        await ComposeFileWriter.WriteAsync(clearance, change.File, change.Bytes, cancellationToken);
        try
        {
            return await replacer.ReplaceAsync(
                clearance,
                old,
                (recipe, _) =>
                {
                    recipe.Healthcheck = Check(change.Draft);
                    if (image?.ID != old.Image)
                        recipe.Image = old.Image;
                },
                progress,
                cancellationToken);
        }
        catch (OperationException failure)
        {
            throw new OperationException($"{failure.Message}\n{await TakeBackAsync(clearance, change)}", failure);
        }
        catch (OperationCanceledException)
        {
            await TakeBackAsync(clearance, change);
            throw;
        }
    }

    private HealthcheckConfig Check(HealthcheckDraft draft) => new()
    {
        Test = draft.Test,
        Interval = options.Value.Interval,
        Timeout = options.Value.Timeout,
        Retries = options.Value.Retries,
        StartPeriod = draft.StartPeriod,
    };

    /// <summary>A check whose program is missing would cost an interruption for nothing. That one fails now means little: it may be what is wrong.</summary>
    private async Task TryAsync(Clearance clearance, ContainerInspectResponse old, HealthcheckChange change, CancellationToken cancellationToken)
    {
        if (old.State is not { Running: true, Paused: false })
            return;
        var command = change.Draft.Program ?? ["/bin/sh", "-c", change.Draft.Command!];
        string? missing;
        try
        {
            var (exit, output) = await engine.ExecuteAsync(clearance, old.ID, command, TrialPatience, cancellationToken);
            missing = exit is NotRunnable or NotFound ? output : null;
        }
        catch (OperationException failure)
        {
            missing = failure.Message;
        }

        if (missing is not null)
            throw new OperationException($"The check cannot run in `{old.Name.TrimStart('/')}`: {missing.Split('\n')[0].Trim()}. Nothing was changed; name one that can in Fleet:Compose:Checks.");
    }

    private static async Task<string> TakeBackAsync(Clearance clearance, HealthcheckChange change)
    {
        try
        {
            var written = ComposeFile.Of(change.File.Path, change.File.HostPath, change.Bytes);
            await ComposeFileWriter.WriteAsync(clearance, written, change.File.Bytes, CancellationToken.None);
            return $"{change.File.HostPath} is as it was.";
        }
        catch (OperationException failure)
        {
            return $"**The compose file still has the healthcheck:** {failure.Message}";
        }
    }
}
