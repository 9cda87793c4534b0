using System.Text;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Fleet.Containers;

/// <summary>Lists the containers, those that need somebody first.</summary>
internal sealed class ListContainersOperation(IContainerEngine engine)
{
    /// <summary>A card holds 4096 characters; the rest goes into a file.</summary>
    private const int MostText = 3500;

    [Operation("container.list", Toolset = "fleet")]
    [Description("Lists the containers with image, state, health, uptime and ports")]
    public async Task<OperationResult<ContainerList>> ListAsync(
        [Description("Which ones")] ContainerFilter filter = ContainerFilter.All, CancellationToken cancellationToken = default)
    {
        var sight = await engine.SeeAsync(null, cancellationToken);
        if (sight.IsBlind)
            throw new OperationException(sight.Gaps);
        var all = sight.Containers;
        var shown = all
            .Where(container => Fits(container, filter))
            .OrderByDescending(container => container.NeedsAttention)
            .ThenByDescending(container => container.IsUp)
            .ThenBy(container => container.Name, StringComparer.Ordinal)
            .ToArray();
        return OperationResult.Of(new ContainerList(engine.Address, all.Count, shown, [.. sight.Silent.Select(silent => silent.Reason)]), Draw(sight, shown, filter));
    }

    private static bool Fits(Container container, ContainerFilter filter) => filter switch
    {
        ContainerFilter.Running => container.IsUp,
        ContainerFilter.Unhealthy => container.NeedsAttention,
        _ => true,
    };

    private static Card Draw(FleetSight sight, Container[] shown, ContainerFilter filter)
    {
        var lines = shown.Select(ContainerLine.Long).ToArray();
        var text = new StringBuilder(sight.Silent.Count > 0 ? $"⚠️ {sight.Gaps}\n" : "");
        var fitting = lines.TakeWhile(line => text.Length + line.Length < MostText && text.AppendLine(line) is not null).Count();
        if (fitting < lines.Length)
            text.AppendLine($"and {lines.Length - fitting} more, in the file");
        return new Card
        {
            Title = Title(sight.Containers.Count, shown.Length, filter),
            Severity = shown.Any(container => container.NeedsAttention) ? CardSeverity.Bad : sight.Silent.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Text = text.ToString().TrimEnd() is { Length: > 0 } some ? some : null,
            Files = fitting < lines.Length
                ? [new CardFile("containers.md", "text/markdown", Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => $"- {line}"))))]
                : [],
        };
    }

    private static string Title(int all, int shown, ContainerFilter filter) => (filter, all, shown) switch
    {
        (_, 0, _) => "There are no containers",
        (ContainerFilter.All, _, _) => $"{Count(all)}",
        (ContainerFilter.Running, _, _) => $"{shown} of {Count(all)} running",
        (_, _, 0) => $"None of {Count(all)} needs a look",
        _ => $"{shown} of {Count(all)} need a look",
    };

    private static string Count(int containers) => containers == 1 ? "1 container" : $"{containers} containers";
}
