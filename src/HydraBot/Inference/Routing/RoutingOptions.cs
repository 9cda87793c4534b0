namespace HydraBot.Inference.Routing;

/// <summary>Section <c>Inference:Routing</c>.</summary>
internal sealed class RoutingOptions
{
    /// <summary>Who answers where no model is asked for.</summary>
    public RoutePolicy Policy { get; set; }

    /// <summary>The cheap model of the learned policy, as <c>model</c> or <c>endpoint/model</c>.</summary>
    public string? Weak { get; set; }

    /// <summary>The good one.</summary>
    public string? Strong { get; set; }

    /// <summary>The share of the strong model's quality that is kept, 0 to 1: at 1 the strong one answers everything.</summary>
    public double Quality { get; set; } = 0.95;

    /// <summary>The share of requests, 0 to 1, that <see cref="CanaryModel"/> answers instead.</summary>
    public double Canary { get; set; }

    /// <summary>A model that is being tried out.</summary>
    public string? CanaryModel { get; set; }

    /// <summary>The share of requests, 0 to 1, that <see cref="ShadowModel"/> is asked too, after the caller was answered.</summary>
    public double Shadow { get; set; }

    /// <summary>A model whose answers nobody gets: they are compared, and no more.</summary>
    public string? ShadowModel { get; set; }

    /// <summary>Who goes on where a model fails, by model.</summary>
    public Dictionary<string, IList<string>> Fallbacks { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>How a model is chosen where none is asked for.</summary>
internal enum RoutePolicy
{
    /// <summary>The order of the settings.</summary>
    Fixed = 0,

    /// <summary>The lowest price among those that answer.</summary>
    Cheapest = 1,

    /// <summary>The shortest time that an ordinary answer takes, as measured.</summary>
    Fastest = 2,

    /// <summary>The fewest requests for its places.</summary>
    LeastBusy = 3,

    /// <summary>The weak model where it will do, the strong one elsewhere.</summary>
    Learned = 4,
}
