using System.Text.Json;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Routing;

namespace HydraBot.Inference.Gateway;

/// <summary>The models of all endpoints in the shape of OpenAI's <c>GET /v1/models</c>, each once, and the policies of the house after them.</summary>
internal sealed class ModelList(EndpointDirectory directory, GatewayLimits limits, TimeProvider time)
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    public async Task<byte[]> ListAsync(string key, CancellationToken cancellationToken)
    {
        var models = await AllAsync(key, cancellationToken);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var (id, owner) in models)
                Model(json, id, owner);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>One of them; null where there is none of the name.</summary>
    public async Task<byte[]?> FindAsync(string key, string id, CancellationToken cancellationToken)
    {
        var found = (await AllAsync(key, cancellationToken)).FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase));
        return found.Id is null ? null : Json(json => Model(json, found.Id, found.Owner));
    }

    private async Task<IReadOnlyList<(string Id, string Owner)>> AllAsync(string key, CancellationToken cancellationToken)
    {
        var own = limits.Of(key).Limits;
        return
        [
            .. (await directory.KnownAsync(cancellationToken))
                .SelectMany(probe => probe.Models.Select(model => (Id: model, Owner: probe.Endpoint.Name)))
                .Concat(PolicyNames.All.Select(policy => (Id: $"{Router.House}/{policy}", Owner: Router.House)))
                .DistinctBy(model => model.Id)
                .Where(model => GatewayLimits.MayName(own, model.Id)),
        ];
    }

    private void Model(Utf8JsonWriter json, string id, string owner)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, _created);
        json.WriteString("owned_by"u8, owner);
        json.WriteEndObject();
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Writing))
            write(json);
        return buffer.ToArray();
    }
}
