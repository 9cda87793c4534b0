using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Prometheus;

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
            return PrometheusAnswer.Read(response.IsSuccessStatusCode || text.StartsWith('{') ? JsonElement.Parse(text) : default)
                ?? throw new OperationException($"Prometheus at {options.Value.Url} says: {(text.StartsWith('{') ? JsonElement.Parse(text).Text("error") : null) ?? response.ReasonPhrase}");
        }
        catch (InvalidDataException strange)
        {
            throw new OperationException($"What answers at {options.Value.Url} is no Prometheus: {strange.Message}. Set Fleet:Prometheus:Url (Fleet__Prometheus__Url) to where it is.", strange);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = exception is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"no answer in {options.Value.Timeout.TotalSeconds:0.#} s") : exception.GetBaseException().Message.TrimEnd('.');
            throw new OperationException($"Prometheus does not answer at {options.Value.Url}: {reason}. Start it, or set Fleet:Prometheus:Url (Fleet__Prometheus__Url) to where it is.", exception);
        }
    }

    private static string Seconds(DateTimeOffset moment) => (moment.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
}
