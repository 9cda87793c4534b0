using System.Globalization;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using HydraBot.Fleet.Compose;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Deploying;

/// <summary>Gets the newest image of a container: built where its compose file says how, else fetched from its registry.</summary>
internal sealed class ImageSource(DeployEngine engine, ComposeProjects projects, IOptions<ComposeOptions> options)
{
    private const int MostOutput = 1200;

    /// <returns>What was done, in words.</returns>
    /// <exception cref="OperationException">There is no image to make a container of.</exception>
    public async Task<string> RenewAsync(Clearance clearance, string image, ComposeService? service, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        if (service?.Build is { } build && service.Text("pull_policy") is not ("always" or "missing"))
            return await BuildAsync(clearance, service, build, progress, cancellationToken);
        var here = await engine.FindImageAsync(image, cancellationToken);
        if (here is not null && (service?.Text("pull_policy") == "never" || image.StartsWith("sha256:", StringComparison.Ordinal) || image == here.ID))
            return "the image that is here";
        return await PullAsync(clearance, image, here is not null, progress, cancellationToken);
    }

    private async Task<string> PullAsync(Clearance clearance, string image, bool isHere, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new OperationProgress($"Fetching `{image}`…"));
        try
        {
            await engine.PullAsync(clearance, image, await RegistryKeys.OfAsync(image, cancellationToken), Tell, options.Value.ImageTimeout, cancellationToken);
            return "fetched from its registry";
        }
        catch (OperationException failure) when (isHere)
        {
            return $"the image that is here, since it could not be fetched ({failure.Message.Trim().TrimEnd('.')})";
        }
        catch (OperationException failure)
        {
            throw new OperationException($"`{image}` is not here and cannot be fetched: {failure.Message} Nothing was changed.", failure);
        }

        void Tell(JSONMessage message)
        {
            if (message is { Status: { Length: > 0 } status, ID: { Length: > 0 } layer })
                progress.Report(new OperationProgress($"Fetching `{image}`: {layer} {status.ToLowerInvariant()}"));
        }
    }

    private async Task<string> BuildAsync(Clearance clearance, ComposeService service, JsonNode build, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var keys = build as JsonObject ?? new JsonObject { ["context"] = build.ToString() };
        var written = (string?)keys["context"] ?? ".";
        if (written.Contains("://", StringComparison.Ordinal) || written.StartsWith("git@", StringComparison.Ordinal))
            throw new OperationException($"The service '{service.Name}' is built from {written}; only folders are built here. Nothing was changed.");
        var host = ComposeProjects.Under(service.Project.HostFolder, written);
        var folder = projects.Reach(host);
        if (!Directory.Exists(folder))
            throw new OperationException($"The folder {host}, from which the service '{service.Name}' is built, is not there. Nothing was changed.");
        var inline = (string?)keys["dockerfile_inline"];
        var dockerfile = inline is null ? (string?)keys["dockerfile"] ?? "Dockerfile" : $".hydrabot-{Guid.CreateVersion7():n}.Dockerfile";
        if (inline is null && (Path.IsPathRooted(dockerfile) || dockerfile.Contains("..", StringComparison.Ordinal) || !File.Exists(Path.Combine(folder, dockerfile))))
            throw new OperationException($"There is no {dockerfile} in {host}. Nothing was changed.");

        progress.Report(new OperationProgress($"Building `{service.Image}` from {host}…"));
        await using var context = await BuildContext.PackAsync(folder, dockerfile, inline, cancellationToken);
        var output = new Queue<string>();
        try
        {
            await engine.BuildAsync(clearance, Parameters(service, keys, dockerfile), context, Hear, options.Value.ImageTimeout, cancellationToken);
        }
        catch (OperationException failure)
        {
            var last = string.Join('\n', output);
            throw new OperationException($"`{service.Image}` could not be built: {failure.Message} Nothing was changed.\n```\n{(last.Length > MostOutput ? last[^MostOutput..] : last)}\n```", failure);
        }

        return string.Create(CultureInfo.InvariantCulture, $"built from {host}");

        void Hear(JSONMessage message)
        {
            if (message.Stream?.Trim() is not { Length: > 0 } line)
                return;
            output.Enqueue(line);
            if (output.Count > 15)
                output.Dequeue();
            if (line.StartsWith("Step ", StringComparison.Ordinal))
                progress.Report(new OperationProgress($"Building `{service.Image}`: {line.Split('\n')[0]}"));
        }
    }

    private static ImageBuildParameters Parameters(ComposeService service, JsonObject keys, string dockerfile) => new()
    {
        Tags = [service.Image],
        Dockerfile = dockerfile,
        Target = (string?)keys["target"]!,
        Remove = true,
        ForceRemove = true,
        NetworkMode = (string?)keys["network"]!,
        BuildArgs = ComposeMerge.Mapping(keys["args"])
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.ToString() ?? service.Project.Environment.GetValueOrDefault(pair.Key)))
            .Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
    };
}
