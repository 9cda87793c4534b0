using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Says which healthcheck fits an image: one's own settings first, then the table, then what its ports suggest.</summary>
internal sealed class HealthcheckAdvisor(IOptions<ComposeOptions> options)
{
    /// <summary>Ports at which one speaks HTTP by custom.</summary>
    private static readonly int[] Web =
    [
        80, 8080, 3000, 8000, 5000, 8081, 8888, 9000, 8090, 4000, 3001, 5001, 8008, 8082, 8083, 8086, 8088, 8123, 9090, 9091, 7860, 7861, 5173, 4200, 1880, 2368, 8501, 81, 8880,
    ];

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(30);

    /// <param name="image">As it was given.</param>
    /// <param name="ports">TCP ports that it listens on, those that are published first.</param>
    /// <returns>Null where nothing can be told from the outside.</returns>
    public HealthcheckDraft? Advise(string image, IReadOnlyList<int> ports)
    {
        var name = ImageName.Read(image);
        if (options.Value.Checks.FirstOrDefault(own => name.Fits(own.Image!)) is { } mine)
            return new HealthcheckDraft(mine.Test!, null, mine.StartPeriod, $"Fleet:Compose:Checks, {mine.Image}");
        if (WellKnownServices.Find(name) is { } known)
            return known;
        if (ports.Where(Web.Contains).Select(port => (int?)port).FirstOrDefault() is { } web)
            return new HealthcheckDraft(WellKnownServices.Any(web), null, Start, $"port {web}: something answers there");
        return ports.Count == 0 ? null : new HealthcheckDraft(WellKnownServices.Tcp(ports[0]), null, Start, $"port {ports[0]}: something listens there");
    }
}
