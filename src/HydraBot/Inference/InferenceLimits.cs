using System.Globalization;

namespace HydraBot.Inference;

/// <summary>What is allowed in the section <c>Inference</c>.</summary>
internal static class InferenceLimits
{
    /// <summary>One line for each value that is not.</summary>
    public static IEnumerable<string> Problems(InferenceOptions options) => Endpoints(options).Concat(Times(options)).Concat(Numbers(options));

    private static IEnumerable<string> Endpoints(InferenceOptions options)
    {
        foreach (var (index, endpoint) in options.Endpoints.Index())
        {
            if (!endpoint.TryReadUrl(out _))
                yield return $"Inference:Endpoints:{index}:Url is '{endpoint.Url}'; allowed is the http or https address of an OpenAI-compatible server that ends in /v1, such as http://127.0.0.1:11434/v1.";
            if (endpoint.Concurrent is < 0 or > 10_000)
                yield return Wrong($"Endpoints:{index}:Concurrent", endpoint.Concurrent, "0 (any number) to 10000");
            foreach (var (model, price) in endpoint.Prices.Where(pair => pair.Value.Input < 0 || pair.Value.Output < 0))
                yield return Wrong($"Endpoints:{index}:Prices:{model}", Math.Min(price.Input, price.Output), "0 or more US dollars for a million tokens");
        }

        // A name is how people, budgets and figures tell endpoints apart.
        foreach (var twice in options.Endpoints.Select(endpoint => endpoint.Name).OfType<string>().Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return $"Inference:Endpoints has the name '{twice.Key}' {twice.Count()} times; allowed is one endpoint a name.";
    }

    private static IEnumerable<string> Times(InferenceOptions options)
    {
        foreach (var (index, port) in (options.DiscoverPorts ?? []).Index().Where(pair => pair.Item is < 1 or > 65535))
            yield return $"Inference:DiscoverPorts:{index} is '{port}'; allowed is 1 to 65535.";
        if (options.ProbeTimeout < TimeSpan.FromMilliseconds(50) || options.ProbeTimeout > TimeSpan.FromSeconds(30))
            yield return $"Inference:ProbeTimeout is '{options.ProbeTimeout}'; allowed is 00:00:00.05 to 00:00:30.";
        if (!IsPatience(options.StallTimeout))
            yield return $"Inference:StallTimeout is '{options.StallTimeout}'; allowed is 00:00:00.1 to 00:09:00.";
        if (options.FirstByteTimeout is { } first && !IsPatience(first))
            yield return $"Inference:FirstByteTimeout is '{first}'; allowed is 00:00:00.1 to 00:09:00.";
        if (options.Breaker.Pause <= TimeSpan.Zero || options.Breaker.Pause > options.Breaker.MaxPause)
            yield return $"Inference:Breaker:Pause is '{options.Breaker.Pause}'; allowed is more than nothing and at most Inference:Breaker:MaxPause, '{options.Breaker.MaxPause}'.";
        if (options.Queue.Patience <= TimeSpan.Zero || options.Queue.Patience > TimeSpan.FromHours(1))
            yield return $"Inference:Queue:Patience is '{options.Queue.Patience}'; allowed is more than nothing and at most 01:00:00.";
        if (options.Hedge.Least < TimeSpan.Zero || options.Hedge.Least > TimeSpan.FromMinutes(9))
            yield return $"Inference:Hedge:Least is '{options.Hedge.Least}'; allowed is 00:00:00 to 00:09:00.";
    }

    private static IEnumerable<string> Numbers(InferenceOptions options)
    {
        if (options.Retries is < 0 or > 5)
            yield return Wrong("Retries", options.Retries, "0 to 5");
        if (options.MaxEventMb is < 1 or > 256)
            yield return Wrong("MaxEventMb", options.MaxEventMb, "1 to 256");
        if (options.MaxAnswerMb is < 1 or > 1024)
            yield return Wrong("MaxAnswerMb", options.MaxAnswerMb, "1 to 1024");
        if (options.Gateway.MaxRequestMb is < 1 or > 256)
            yield return Wrong("Gateway:MaxRequestMb", options.Gateway.MaxRequestMb, "1 to 256");
        if (options.Breaker.Failures is < 1 or > 1000)
            yield return Wrong("Breaker:Failures", options.Breaker.Failures, "1 to 1000");
        if (options.Queue.Waiting is < 0 or > 1_000_000)
            yield return Wrong("Queue:Waiting", options.Queue.Waiting, "0 to 1000000");
        if (options.Cache.ErrorBound is not (>= 0.001 and <= 0.5))
            yield return Wrong("Cache:ErrorBound", options.Cache.ErrorBound, "0.001 to 0.5");
        if (options.Cache.Entries is < 1 or > 10_000_000)
            yield return Wrong("Cache:Entries", options.Cache.Entries, "1 to 10000000");
        if (options.Cache.SizeMb is < 1 or > 65_536)
            yield return Wrong("Cache:SizeMb", options.Cache.SizeMb, "1 to 65536");
        if (options.Cache.Lifetime <= TimeSpan.Zero)
            yield return $"Inference:Cache:Lifetime is '{options.Cache.Lifetime}'; allowed is more than nothing.";
        foreach (var (name, share) in ((string, double)[])[("Quality", options.Routing.Quality), ("Canary", options.Routing.Canary), ("Shadow", options.Routing.Shadow)])
        {
            if (share is not (>= 0 and <= 1))
                yield return Wrong($"Routing:{name}", share, "0 to 1");
        }

        // A share of nobody would look like a trial that finds nothing.
        foreach (var (name, share, model) in ((string, double, string?)[])[("Canary", options.Routing.Canary, options.Routing.CanaryModel), ("Shadow", options.Routing.Shadow, options.Routing.ShadowModel)])
        {
            if (share > 0 && string.IsNullOrWhiteSpace(model))
                yield return $"Inference:Routing:{name}Model is '{model}'; allowed is, where Inference:Routing:{name} is more than 0, a model as model or endpoint/model.";
        }

        foreach (var (name, limits) in options.Gateway.Keys.Select(pair => ($"Gateway:Keys:{pair.Key}", pair.Value)).Append(("Gateway:Limits", options.Gateway.Limits)))
        {
            if (limits.RequestsPerMinute < 0 || limits.TokensPerMinute < 0 || limits.Concurrent < 0 || limits.TokensPerDay < 0 || limits.DollarsPerDay < 0)
                yield return $"Inference:{name} has a limit below 0; allowed is 0 (no limit) or more.";
        }
    }

    private static bool IsPatience(TimeSpan time) => time >= TimeSpan.FromMilliseconds(100) && time <= TimeSpan.FromMinutes(9);

    private static string Wrong(string name, IFormattable value, string allowed) =>
        $"Inference:{name} is '{value.ToString(null, CultureInfo.InvariantCulture)}'; allowed is {allowed}.";
}
