using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Compose.Yaml;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Images whose name means another image tomorrow.</summary>
internal sealed class ImageRule(ComposePatches patches) : IComposeRule
{
    public IEnumerable<ComposeFinding> Look(ComposeSight sight)
    {
        foreach (var service in sight.Services.Where(service => service.Says("image") && !service.Says("build")))
        {
            var image = ImageName.Read(service.Image);
            if (image.IsPinned || image.Path.Length == 0)
                continue;
            var finding = sight.About(
                "unpinned-image", FindingLevel.Warning, service.Name, "image",
                $"'{service.Name}' takes {service.Image}{(image.Tag is null ? " without a tag" : "")}, which is whatever is newest.", "Name the version that you tested.");
            var digest = sight.Digest(service);
            var file = sight.Project.FileOf(service.Name);
            yield return digest is not null && file?.Service(service.Name) is YamlMap map && map["image"] is YamlText text && text.Value == service.Image
                ? patches.Offer(finding with { Advice = $"{finding.Advice} The patch names the image that runs now by its digest." }, ComposeSight.Insert(file, text, text.Value.Length, $"@{digest}", ["services", service.Name, "image"]))
                : finding;
        }
    }
}
