using System.Collections.Concurrent;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Inference.Backends;

/// <summary>
/// Learns from refusals what each model does not take, so that it is left out from then on. Names of models say it no better: they are other ones every few months, and
/// whatever stands behind a gateway has its own.
/// </summary>
internal sealed class AnthropicTastes
{
    private static readonly string[] Refusing =
        ["not supported", "n't supported", "not support", "deprecated", "not permitted", "not available", "cannot both", "does not match any of the expected tags"];

    private readonly ConcurrentDictionary<(string Endpoint, string Model), AnthropicDislikes> _known = new();

    public AnthropicDislikes Of(ModelChoice target) => _known.GetValueOrDefault((target.Endpoint.Name, target.Model));

    /// <summary>True where a refusal says something new that can be left out.</summary>
    public bool Learn(ModelChoice target, string? refusal)
    {
        var known = Of(target);
        var told = Read(refusal, known);
        if ((known | told) == known)
            return false;
        _known.AddOrUpdate((target.Endpoint.Name, target.Model), told, (_, had) => had | told);
        return true;
    }

    private static AnthropicDislikes Read(string? refusal, AnthropicDislikes known)
    {
        if (refusal is null || !Refusing.Any(word => Says(word)))
            return AnthropicDislikes.None;
        if (Says("temperature") || Says("top_p") || Says("top_k"))
            return Says("both") && !known.HasFlag(AnthropicDislikes.Both) ? AnthropicDislikes.Both : AnthropicDislikes.Sampling;
        if (Says("thinking") || Says("effort"))
            return known.HasFlag(AnthropicDislikes.Adaptive) ? AnthropicDislikes.Thinking : AnthropicDislikes.Adaptive;
        return Says("strict") ? AnthropicDislikes.Strict : AnthropicDislikes.None;

        bool Says(string word) => refusal.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
