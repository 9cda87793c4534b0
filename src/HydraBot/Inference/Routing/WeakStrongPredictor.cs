using System.Globalization;
using HydraBot.Memory.Embeddings;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Routing;

/// <summary>Says whether the weak model will do, from the question alone, and learns from 👍 and 👎.</summary>
internal sealed class WeakStrongPredictor(WordVectors vectors, IOptions<InferenceOptions> options)
{
    private const double Step = 0.05;

    /// <summary>What people of this house said never moves the line further than this, in log odds.</summary>
    private const double Furthest = 2;

    /// <summary>Read at the first question: a house that nobody asks holds no word vectors.</summary>
    private readonly Lazy<RoutingModel?> _model = new(() => RoutingModel.Built() is { } model && model.Weights.Length == PromptTraits.Count(vectors) + 1 ? model : null);
    private double _offset;

    /// <summary>The chance that the strong model is needed, the threshold for it, and why in words; null where there is nothing to predict with.</summary>
    public RoutingGuess? Guess(string question)
    {
        if (_model.Value is not { } model)
            return null;
        var need = model.NeedsStrong(PromptTraits.Of(question, vectors), Volatile.Read(ref _offset));
        var threshold = model.ThresholdFor(options.Value.Routing.Quality);
        return new RoutingGuess(need, threshold, need >= threshold);
    }

    /// <summary>Somebody said of an answer of the weak model that it is good or bad.</summary>
    public void Learn(string question, bool good)
    {
        if (_model.Value is not { } model)
            return;
        var need = model.NeedsStrong(PromptTraits.Of(question, vectors), _offset);
        Volatile.Write(ref _offset, Math.Clamp(_offset + (Step * ((good ? 0 : 1) - need)), -Furthest, Furthest));
    }
}

/// <summary>What the learned policy thinks of a question.</summary>
/// <param name="NeedsStrong">The chance that the weak model fails where the strong one would not.</param>
/// <param name="Threshold">From there on the strong model is asked.</param>
/// <param name="Strong">It is.</param>
internal sealed record RoutingGuess(double NeedsStrong, double Threshold, bool Strong)
{
    /// <summary>In a few words.</summary>
    public string Reason => string.Create(CultureInfo.InvariantCulture, $"{(Strong ? "strong" : "weak")}: needs the strong model with a chance of {NeedsStrong:0.00}, line at {Threshold:0.00}");
}
