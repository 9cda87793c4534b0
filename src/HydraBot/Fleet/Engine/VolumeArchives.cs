using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Engine;

/// <summary>
/// Volumes as tar archives, through the engine's own archive calls: by a container that mounts the volume and is never started, so that it works on an engine
/// elsewhere too, and whatever rights the volume's files have.
/// </summary>
internal sealed class VolumeArchives(EngineConnection engine)
{
    /// <summary>On the containers that are made for this.</summary>
    public const string Label = "hydrabot.volume-archive";

    private const string Mount = "/hydrabot-volume";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(55), ShortPatience = TimeSpan.FromMinutes(2);

    /// <summary>The volume; null where there is none of that name.</summary>
    public Task<VolumeResponse?> FindAsync(string volume, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            try
            {
                return (VolumeResponse?)await client.Volumes.InspectAsync(volume, limited);
            }
            catch (DockerApiException missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return null;
            }
        },
        cancellationToken);

    /// <summary>Containers that mount the volume, running or not.</summary>
    public Task<IReadOnlyList<Container>> UsersAsync(string volume, CancellationToken cancellationToken) => engine.AskAsync<IReadOnlyList<Container>>(
        async (client, limited) =>
        {
            var found = await client.Containers.ListContainersAsync(
                new ContainersListParameters { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["volume"] = new Dictionary<string, bool> { [volume] = true } } }, limited);
            return [.. found.Where(container => container.Labels?.ContainsKey(Label) != true).Select(DockerShapes.Read)];
        },
        cancellationToken);

    /// <summary>Writes all that is in a volume as a tar, its entries below one folder.</summary>
    public async Task ReadAsync(Clearance clearance, string volume, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (await FindAsync(volume, cancellationToken) is null)
            throw new OperationException($"The engine has no volume {volume}.");
        await WithAsync(volume, null, id => engine.AskAsync(
            async (client, limited) =>
            {
                var archive = await client.Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = $"{Mount}/." }, false, limited);
                await using var stream = archive.Stream ?? Stream.Null;
                await CopyAsync(stream, output, limited);
                return true;
            },
            Patience,
            cancellationToken), cancellationToken);
    }

    /// <summary>Empties a volume and fills it from such a tar; makes it where it is gone.</summary>
    /// <exception cref="OperationException">Containers that run use it, or it could not be emptied: nothing was changed.</exception>
    public async Task ReplaceAsync(Clearance clearance, string volume, Stream archive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if ((await UsersAsync(volume, cancellationToken)).Where(user => user.IsUp || user.State == ContainerState.Restarting).Select(user => $"`{user.Name}`").ToArray() is { Length: > 0 } running)
            throw new OperationException($"The volume {volume} is used by {string.Join(", ", running)}: stop {(running.Length == 1 ? "it" : "them")} first, with `/stop`.");
        if (await FindAsync(volume, cancellationToken) is null)
            await engine.AskAsync(async (client, limited) => await client.Volumes.CreateAsync(new VolumesCreateParameters { Name = volume }, limited), cancellationToken);
        else
            await EmptyAsync(volume, cancellationToken);
        await WithAsync(volume, null, id => engine.AskAsync(
            async (client, limited) =>
            {
                await client.Containers.ExtractArchiveToContainerAsync(id, new CopyToContainerParameters { Path = Mount, CopyUIDGID = true }, archive, limited);
                return true;
            },
            Patience,
            cancellationToken), cancellationToken);
    }

    private Task EmptyAsync(string volume, CancellationToken cancellationToken) => WithAsync(volume, $"cd {Mount} && rm -rf ./* ./.[!.]* ./..?*; for left in ./* ./.[!.]* ./..?*; do [ ! -e \"$left\" ] || exit 1; done", id => engine.AskAsync(
        async (client, limited) =>
        {
            try
            {
                await client.Containers.StartContainerAsync(id, new ContainerStartParameters(), limited);
            }
            catch (DockerApiException refused)
            {
                throw new OperationException($"The volume {volume} could not be emptied, and was left as it is: the image at hand has no shell ({refused.Message}).", refused);
            }

            return (await client.Containers.WaitContainerAsync(id, limited)).StatusCode is 0 ? true
                : throw new OperationException($"The volume {volume} could not be emptied; what is left of it is as it was. The backup that was just taken holds all of it.");
        },
        ShortPatience,
        cancellationToken), cancellationToken);

    /// <summary>Makes a container that mounts the volume, of an image that the engine has, and takes it away again.</summary>
    private async Task WithAsync(string volume, string? script, Func<string, Task> work, CancellationToken cancellationToken)
    {
        var image = await ImageAsync(volume, cancellationToken);
        // Not cut off by the caller: a request that is given up half-way may still make a container.
        var id = await engine.AskAsync(
            async (client, limited) => (await client.Containers.CreateContainerAsync(
                new CreateContainerParameters
                {
                    Image = image,
                    Entrypoint = ["/bin/sh", "-c", script ?? "exit 0"],
                    Cmd = [],
                    User = "0",
                    Labels = new Dictionary<string, string> { [Label] = volume, ["hydrabot.heal"] = "false" },
                    HostConfig = new HostConfig
                    {
                        NetworkMode = "none",
                        Mounts = [new Mount { Type = "volume", Source = volume, Target = Mount, VolumeOptions = new VolumeOptions { NoCopy = true } }],
                    },
                },
                limited)).ID,
            ShortPatience,
            CancellationToken.None);
        try
        {
            await work(id);
        }
        finally
        {
            await engine.AskAsync(
                async (client, limited) =>
                {
                    await client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, limited);
                    return true;
                },
                ShortPatience,
                CancellationToken.None);
        }
    }

    /// <summary>That of a container which uses the volume, else the smallest that the engine has: nothing is pulled.</summary>
    private async Task<string> ImageAsync(string volume, CancellationToken cancellationToken)
    {
        if (await UsersAsync(volume, cancellationToken) is [var user, ..])
            return (await engine.AskAsync((client, limited) => client.Containers.InspectContainerAsync(user.Id, limited), cancellationToken)).Image;
        var images = await engine.AskAsync((client, limited) => client.Images.ListImagesAsync(new ImagesListParameters(), limited), cancellationToken);
        return images.Where(image => image.RepoTags?.Any(tag => tag != "<none>:<none>") == true).MinBy(image => image.Size)?.ID
            ?? throw new OperationException("The engine has no image of which a container could be made to read the volume; any will do: docker pull busybox");
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        // The engine's stream may end early without a word; the tar is read through afterwards, which finds that.
        await from.CopyToAsync(to, cancellationToken);
        await to.FlushAsync(cancellationToken);
    }
}
