using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;
using HydraBot.Inference.Chat;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>Language models, as benchmarks ask them: the one place that knows how the house does it.</summary>
internal interface IModelBench
{
    /// <summary>Why none can be asked, for people; null when one can.</summary>
    Task<string?> MissingAsync(CancellationToken cancellationToken);

    /// <summary>Every model that can be asked by itself.</summary>
    Task<IReadOnlyList<ModelPlace>> PlacesAsync(CancellationToken cancellationToken);

    /// <summary>Asks as a conversation does, with these tunables in force; never fails for what an endpoint does wrong.</summary>
    /// <param name="clearance">Under which it is asked.</param>
    /// <param name="tuned">What is in force for this question.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="tools">What it may reach for; null for nothing.</param>
    /// <param name="patience">How long an answer may stand still; as it is tuned where it is null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<ModelTrial> AskAsync(Clearance clearance, TuningSnapshot tuned, string question, IChatTools? tools, TimeSpan? patience, CancellationToken cancellationToken);

    /// <summary>The same over endpoints of one's own, the first one preferred.</summary>
    IModelBench Over(IReadOnlyList<Uri> endpoints);
}

/// <summary>A model on an endpoint.</summary>
internal sealed record ModelPlace(string Endpoint, Uri Url, string? ApiKey, string Model)
{
    /// <summary>Of a million tokens that are written; 0 for a model of one's own.</summary>
    public decimal Price { get; init; }

    /// <summary>Never the key: records end up in logs.</summary>
    public override string ToString() => $"{Model} at {Endpoint}";
}

/// <summary>What came of a question.</summary>
internal sealed record ModelTrial(string Text, string? Trouble, double Milliseconds, Cost Cost)
{
    public long Tokens => Cost.Tokens;
}
