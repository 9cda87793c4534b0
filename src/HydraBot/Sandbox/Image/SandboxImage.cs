using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Sandbox.Engine;

namespace HydraBot.Sandbox.Image;

/// <summary>
/// The image that programs run in. Its name says which recipe, and the digests of its layers are pinned: by whoever built it, or at its first use
/// here. An image of the same name with other layers is not run.
/// </summary>
internal sealed class SandboxImage(Recipe recipe, SandboxEngine engine, ApplicationPaths paths)
{
    /// <summary>Its name and tag.</summary>
    public string Name => recipe.ImageName;

    private string PinFile => Path.Combine(paths.Data, "sandbox", $"{recipe.Hash}.pin");

    /// <summary>The image, held to its pin; null when the engine does not have it.</summary>
    /// <exception cref="OperationException">It is not the one that was pinned.</exception>
    public Task<PinnedImage?> FindAsync(CancellationToken cancellationToken) => FindAsync(pins: true, cancellationToken);

    /// <summary>The same, for those who only look: an image that was never used is not pinned by it.</summary>
    public Task<PinnedImage?> PeekAsync(CancellationToken cancellationToken) => FindAsync(pins: false, cancellationToken);

    private async Task<PinnedImage?> FindAsync(bool pins, CancellationToken cancellationToken)
    {
        if (await engine.FindImageAsync(Name, cancellationToken) is not { } image)
            return null;
        string[] layers = [.. image.RootFS?.Layers ?? []];
        if (!File.Exists(PinFile) && pins)
            Pin(layers);
        var pinned = File.Exists(PinFile) ? await File.ReadAllLinesAsync(PinFile, cancellationToken) : layers;
        if (!pinned.SequenceEqual(layers))
        {
            throw new OperationException(
                $"The image {Name} is not the one that was built: its layers are {string.Join(", ", layers)}, pinned are {string.Join(", ", pinned)}. Nothing runs in it. Build it anew: HydraBot sandbox build-image");
        }

        return new PinnedImage(image.ID, layers, image.Size, Labels(image));
    }

    /// <summary>The image, or the words that say how to get it.</summary>
    public async Task<PinnedImage> RequireAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken)
        ?? throw new OperationException($"The engine at {engine.Address} has no image {Name} yet. Build it once: HydraBot sandbox build-image (dotnet run --project src/HydraBot -- sandbox build-image)");

    /// <summary>Remembers the layers of what was built.</summary>
    /// <remarks>Whole or not at all: the first programs of a house may all look at it in the same moment.</remarks>
    public void Pin(IEnumerable<string> layers) => WholeFile.Write(PinFile, string.Concat(layers.Select(layer => $"{layer}\n")));

    private static Dictionary<string, string> Labels(Docker.DotNet.Models.ImageInspectResponse image) =>
        image.Config?.Labels is { } labels ? new Dictionary<string, string>(labels) : [];
}

/// <summary>An image that is the one which was pinned.</summary>
/// <param name="Id">The digest of its configuration, by which it is run.</param>
/// <param name="Layers">The digests of its layers.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Labels">What its builder wrote on it.</param>
internal sealed record PinnedImage(string Id, IReadOnlyList<string> Layers, long Size, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>On an image: package versions, as <c>name=version</c> with spaces between.</summary>
    public const string VersionsLabel = "hydrabot.sandbox.versions";

    /// <summary>The version of a Debian package in it, without what Debian adds; null when it is not known.</summary>
    public string? VersionOf(string package)
    {
        var found = Labels.GetValueOrDefault(VersionsLabel, "").Split(' ').FirstOrDefault(pair => pair.StartsWith(package + "=", StringComparison.Ordinal));
        if (found is null)
            return null;
        var version = found[(package.Length + 1)..];
        version = version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return version.Split('-', '+', '~')[0];
    }
}
