using System.Collections.Concurrent;
using System.IO.Enumeration;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Usage;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Gateway;

/// <summary>Holds each key to what it may use.</summary>
internal sealed class GatewayLimits(IOptions<InferenceOptions> options, UsageLedger ledger, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KeyMeter> _meters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The meter of a key.</summary>
    public KeyMeter Of(string key) => _meters.TryGetValue(key, out var meter) ? meter : _meters.GetOrAdd(key, name => new KeyMeter(Limits(name), time));

    /// <summary>Takes a request of about so many tokens, or says why not.</summary>
    public InferenceFault? Take(string key, string scope, RequestFacts facts, long tokens)
    {
        var meter = Of(key);
        if (!MayName(meter.Limits, facts.Model))
            return new InferenceFault(403, "permission_error", "model_not_allowed", $"The key '{key}' may not name the model '{facts.Model}'; allowed are {string.Join(", ", meter.Limits.Models)}.") { Param = "model" };
        var today = ledger.Today(scope);
        if (meter.Limits.TokensPerDay > 0 && today.Tokens >= meter.Limits.TokensPerDay)
            return Spent($"The key '{key}' has used its {meter.Limits.TokensPerDay} tokens of today.");
        if (meter.Limits.DollarsPerDay > 0 && today.Cost >= meter.Limits.DollarsPerDay)
            return Spent(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The key '{key}' has spent its ${meter.Limits.DollarsPerDay:0.##} of today."));
        return meter.Take(tokens);
    }

    /// <summary>True where a key's list of models has the name.</summary>
    public static bool MayName(LimitOptions limits, string model) =>
        limits.Models.Count == 0 || limits.Models.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, model));

    private LimitOptions Limits(string key) => options.Value.Gateway.Keys.TryGetValue(key, out var own) ? own : options.Value.Gateway.Limits;

    /// <summary>OpenAI's code for it, on which its clients do not try again.</summary>
    private InferenceFault Spent(string message)
    {
        var now = time.GetUtcNow();
        return new InferenceFault(429, "insufficient_quota", "insufficient_quota", message) { RetryAfter = now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime };
    }
}
