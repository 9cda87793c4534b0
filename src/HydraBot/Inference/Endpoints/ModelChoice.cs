using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Endpoints;

/// <summary>A model on an endpoint.</summary>
internal sealed partial record ModelChoice(InferenceEndpoint Endpoint, string Model)
{
    private const int MostNamed = 20;

    /// <summary>What to try, in order: the model that was asked for, or of each endpoint the first that can converse.</summary>
    /// <exception cref="OperationException">No endpoint answers, or none has the model; the message says which were tried and how to set one.</exception>
    public static IReadOnlyList<ModelChoice> Of(string? wanted, IReadOnlyList<EndpointProbe> probes)
    {
        var answering = probes.Where(probe => probe.Answers).ToArray();
        if (answering.Length == 0)
            throw new OperationException(NobodyAnswers([.. probes.Select(probe => (probe.Endpoint, probe.Trouble!))]));
        if (string.IsNullOrWhiteSpace(wanted))
            return [.. answering.Where(probe => probe.Models.Count > 0).Select(probe => new ModelChoice(probe.Endpoint, Default(probe.Models)))];

        var name = wanted.Trim();
        var having = answering
            .Select(probe => (probe.Endpoint, Model: probe.Models.FirstOrDefault(model => string.Equals(model, name, StringComparison.OrdinalIgnoreCase))))
            .Where(pair => pair.Model is not null)
            .Select(pair => new ModelChoice(pair.Endpoint, pair.Model!))
            .ToArray();
        return having.Length > 0 ? having : throw OperationException.WrongArgument($"No endpoint has a model '{name}'. There are: {Names(answering)}.");
    }

    /// <summary>The sentence for when nobody could be asked.</summary>
    public static string NobodyAnswers(IReadOnlyList<(InferenceEndpoint Endpoint, string Trouble)> tried)
    {
        const string How = "Set one as Inference:Endpoints:0:Url in appsettings.json, or as Inference__Endpoints__0__Url in the environment, for example http://127.0.0.1:11434/v1.";
        return tried.Count == 0
            ? $"No language model is set, and looking on this machine is switched off. {How}"
            : $"No language model answers. Tried:\n{string.Join('\n', tried.Select(one => $"- {one.Endpoint.Url} ({one.Endpoint.Name}): {one.Trouble}"))}\n{How}";
    }

    /// <summary>The first model that can do it; the very first where no name says so.</summary>
    public static string DefaultOf(IReadOnlyList<string> models, InferenceKind kind) => kind == InferenceKind.Embedding
        ? models.FirstOrDefault(model => Embeds().IsMatch(model)) ?? models[0]
        : Default(models);

    private static string Default(IReadOnlyList<string> models) => models.FirstOrDefault(model => !NoConversation().IsMatch(model)) ?? models[0];

    /// <summary>What there is, for people.</summary>
    public static string Names(IEnumerable<EndpointProbe> answering)
    {
        var names = answering.SelectMany(probe => probe.Models).Distinct(StringComparer.Ordinal).ToArray();
        return string.Join(", ", names.Take(MostNamed).Select(name => $"`{name}`")) + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "");
    }

    [GeneratedRegex("embed|^bge-|^e5-|^gte-|minilm", RegexOptions.IgnoreCase)]
    private static partial Regex Embeds();

    /// <summary>Servers list models for other work too; these words in a name say so.</summary>
    [GeneratedRegex("embed|rerank|whisper|tts|moderation|dall-e|^bge-|stable-diffusion", RegexOptions.IgnoreCase)]
    private static partial Regex NoConversation();
}
