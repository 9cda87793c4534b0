using HydraBot.Governance.Operations;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Routing;

namespace HydraBot.Inference.Client;

/// <summary>How a room wants its questions answered.</summary>
internal sealed record ModelTerms
{
    /// <summary>A model, <c>endpoint/model</c>, or the house's choice.</summary>
    public string Model { get; init; } = Router.House;

    /// <summary>Who goes first when there is a queue.</summary>
    public CallPriority Priority { get; init; } = CallPriority.Background;

    public CacheUse Cache { get; init; } = CacheUse.Off;

    /// <summary>How long an answer may stand still; as the settings say where it is null.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Somebody who looks goes before a program, and a program before a schedule.</summary>
    public static CallPriority PriorityOf(Caller caller) => caller.Kind switch
    {
        CallerKind.Member => CallPriority.Person,
        CallerKind.Schedule => CallPriority.Background,
        _ => CallPriority.Program,
    };
}
