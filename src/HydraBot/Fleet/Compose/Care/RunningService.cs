using Docker.DotNet.Models;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>A container of a service, closely.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Inspected">The container.</param>
/// <param name="Image">The image that it was made from; null where that is gone.</param>
/// <param name="Newest">What the name of its image means now; null where it means nothing.</param>
/// <param name="Environment">What its files give it; null where they cannot be read.</param>
internal sealed record RunningService(
    string Service, ContainerInspectResponse Inspected, ImageInspectResponse? Image, ImageInspectResponse? Newest, IReadOnlyDictionary<string, string>? Environment)
{
    public string Name => Inspected.Name!.TrimStart('/');
}
