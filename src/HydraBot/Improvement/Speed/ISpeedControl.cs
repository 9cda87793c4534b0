using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Improvement.Speed;

/// <summary>How a kind of server is asked how it runs, and told to run otherwise.</summary>
internal interface ISpeedControl
{
    bool Controls(SpeedServer server);

    /// <exception cref="OperationException">It does not answer, or is no such server.</exception>
    Task<SpeedAbilities> ReadAsync(InferenceEndpoint endpoint, SpeedBackendOptions backend, CancellationToken cancellationToken);

    /// <summary>Returns when it runs so and answers.</summary>
    /// <exception cref="OperationException">It does not come up so: too little memory, say.</exception>
    Task ApplyAsync(Clearance clearance, InferenceEndpoint endpoint, SpeedBackendOptions backend, SpeedSetup setup, CancellationToken cancellationToken);
}

/// <summary>How a backend runs, and what it could.</summary>
/// <param name="Server">What it is.</param>
/// <param name="Model">The model that it runs.</param>
/// <param name="Setup">How.</param>
/// <param name="DraftModels">Draft models that it has, where it says so.</param>
internal sealed record SpeedAbilities(SpeedServer Server, string Model, SpeedSetup Setup, IReadOnlyList<string> DraftModels);
