using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Speed;

/// <summary>TabbyAPI (ExLlama): its model is loaded anew with other settings. It does not tell its GPU split, so "as started" leaves that to its config.yml.</summary>
internal sealed class TabbyControl(SpeedHttp http, IOptions<ImprovementOptions> options) : ISpeedControl
{
    public bool Controls(SpeedServer server) => server == SpeedServer.TabbyApi;

    public async Task<SpeedAbilities> ReadAsync(InferenceEndpoint endpoint, SpeedBackendOptions backend, CancellationToken cancellationToken)
    {
        var card = await http.GetAsync(endpoint, Address(endpoint, "model"), backend.AdminKey, cancellationToken);
        if (Text(card, "id") is not { Length: > 0 } model)
            throw new OperationException($"{endpoint.Name} has no model loaded; load one first.");
        var parameters = card.TryGetProperty("parameters", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var draft = parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("draft", out var drafting) && drafting.ValueKind == JsonValueKind.Object ? Text(drafting, "id") : null;
        var drafts = await http.GetAsync(endpoint, Address(endpoint, "model/draft/list"), backend.AdminKey, cancellationToken);
        return new SpeedAbilities(
            SpeedServer.TabbyApi, model, new SpeedSetup(draft ?? SpeedSetup.None, 0, "", Text(parameters, "cache_mode") ?? "", Number(parameters, "max_batch_size") ?? 0),
            drafts.TryGetProperty("data", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(one => Text(one, "id")).OfType<string>()] : []);
    }

    public async Task ApplyAsync(Clearance clearance, InferenceEndpoint endpoint, SpeedBackendOptions backend, SpeedSetup setup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var card = await ModelAsync(endpoint, backend, cancellationToken);
        var body = new JsonObject { ["model_name"] = card.Model };
        if (card.Length is { } length)
            body["max_seq_len"] = length;
        if (setup.Drafts)
            body["draft_model"] = new JsonObject { ["draft_model_name"] = setup.Draft };
        if (setup.Split.Length > 0)
        {
            body["gpu_split_auto"] = false;
            body["gpu_split"] = new JsonArray([.. setup.Split.Split(',').Select(part => (JsonNode)double.Parse(part, CultureInfo.InvariantCulture))]);
        }

        if (setup.Cache.Length > 0)
            body["cache_mode"] = setup.Cache;
        if (setup.Batch > 0)
            body["max_batch_size"] = setup.Batch;
        if (card.IsLoaded)
            await http.PostAsync(endpoint, Address(endpoint, "model/unload"), backend.AdminKey, null, options.Value.Speed.LoadTimeout, cancellationToken);
        await http.PostAsync(endpoint, Address(endpoint, "model/load"), backend.AdminKey, body, options.Value.Speed.LoadTimeout, cancellationToken);
    }

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (string Model, int? Length)> _loaded = new(StringComparer.Ordinal);

    /// <summary>What runs; after a load that failed nothing does, and then it is what ran last.</summary>
    private async Task<(string Model, int? Length, bool IsLoaded)> ModelAsync(InferenceEndpoint endpoint, SpeedBackendOptions backend, CancellationToken cancellationToken)
    {
        try
        {
            var card = await http.GetAsync(endpoint, Address(endpoint, "model"), backend.AdminKey, cancellationToken);
            if (Text(card, "id") is { Length: > 0 } model)
            {
                var length = card.TryGetProperty("parameters", out var parameters) ? Number(parameters, "max_seq_len") : null;
                _loaded[endpoint.Name] = (model, length);
                return (model, length, true);
            }
        }
        catch (OperationException) when (_loaded.ContainsKey(endpoint.Name))
        {
            // It answers with an error while nothing is loaded.
        }

        return _loaded.TryGetValue(endpoint.Name, out var last) ? (last.Model, last.Length, false) : throw new OperationException($"{endpoint.Name} has no model loaded.");
    }

    private static Uri Address(InferenceEndpoint endpoint, string path) => new($"{endpoint.Url}/{path}");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
