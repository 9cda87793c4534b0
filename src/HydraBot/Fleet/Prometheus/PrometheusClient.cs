using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Prometheus;

/// <summary>A series of Prometheus.</summary>
/// <param name="Labels">Whose it is.</param>
/// <param name="Points">Its values, oldest first; one where only the newest was asked for.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<MetricPoint> Points);

/// <summary>Asks a Prometheus server: https://prometheus.io/docs/prometheus/latest/querying/api/.</summary>
internal sealed class PrometheusClient(IHttpClientFactory clients, IOptions<PrometheusOptions> options, TimeProvider time)
{
    public const string Client = "prometheus";

    public const int MostBytes = 32 * 1024 * 1024;

    public bool IsConfigured => options.Value.Url is { Length: > 0 };

    /// <summary>The newest values.</summary>
    /// <exception cref="OperationException">It says no, or nothing.</exception>
    public Task<IReadOnlyList<PrometheusSeries>> QueryAsync(string query, CancellationToken cancellationToken) => AskAsync("query", [("query", query)], cancellationToken);

    /// <summary>The values of a span, at most 11,000 a series.</summary>
    /// <exception cref="OperationException">It says no, or nothing.</exception>
    public Task<IReadOnlyList<PrometheusSeries>> RangeAsync(string query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) => AskAsync(
        "query_range", [("query", query), ("start", Seconds(from)), ("end", Seconds(to)), ("step", step.TotalSeconds.ToString(CultureInfo.InvariantCulture))], cancellationToken);

    private async Task<IReadOnlyList<PrometheusSeries>> AskAsync(string what, (string Name, string Value)[] arguments, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Value.Url!.TrimEnd('/')}/api/v1/{what}")
        {
            Content = new FormUrlEncodedContent(arguments.Select(argument => KeyValuePair.Create(argument.Name, argument.Value))),
        };
        if (options.Value.Token is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await client.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            return Read(response.IsSuccessStatusCode || text.StartsWith('{') ? JsonElement.Parse(text) : default)
                ?? throw new OperationException($"Prometheus at {options.Value.Url} says: {(text.StartsWith('{') ? JsonElement.Parse(text).Text("error") : null) ?? response.ReasonPhrase}");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = exception is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"no answer in {options.Value.Timeout.TotalSeconds:0.#} s") : exception.GetBaseException().Message.TrimEnd('.');
            throw new OperationException($"Prometheus does not answer at {options.Value.Url}: {reason}. Start it, or set Fleet:Prometheus:Url (Fleet__Prometheus__Url) to where it is.", exception);
        }
    }

    /// <summary>Null where it is no success.</summary>
    private static IReadOnlyList<PrometheusSeries>? Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || answer.Text("status") != "success" || !answer.TryGetProperty("data", out var data) || !data.TryGetProperty("result", out var result))
            return null;
        return
        [
            .. result.EnumerateArray().Select(one => new PrometheusSeries(
                one.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal),
                [.. (one.TryGetProperty("values", out var values) ? values.EnumerateArray() : Enumerable.Repeat(one.GetProperty("value"), 1)).Select(Point).Where(point => double.IsFinite(point.Value))])),
        ];
    }

    private static MetricPoint Point(JsonElement pair) => new(
        DateTimeOffset.FromUnixTimeMilliseconds((long)(pair[0].GetDouble() * 1000)),
        double.TryParse(pair[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN);

    private static string Seconds(DateTimeOffset moment) => (moment.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
}
