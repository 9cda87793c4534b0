namespace HydraBot.Inference.Routing;

/// <summary>The policies as programs write them after <c>hydra/</c>.</summary>
internal static class PolicyNames
{
    private static readonly (string Name, RoutePolicy Policy)[] Known =
    [
        ("fixed", RoutePolicy.Fixed), ("cheapest", RoutePolicy.Cheapest), ("fastest", RoutePolicy.Fastest), ("least-busy", RoutePolicy.LeastBusy), ("learned", RoutePolicy.Learned),
    ];

    public static IEnumerable<string> All => Known.Select(pair => pair.Name);

    public static RoutePolicy? Find(string name)
    {
        foreach (var (known, policy) in Known)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return policy;
        }

        return null;
    }
}
