using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>An HTTP answer as it came, its body read as JSON when there is one.</summary>
public sealed record RawAnswer(HttpStatusCode Status, JsonNode? Json, HttpResponseHeaders Headers)
{
    public string? Id => Json?["id"]?.GetValue<string>();

    public int? Code => Json?["code"]?.GetValue<int>();

    public string Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";

    /// <summary>The code of the first error at a dotted path of a 50035.</summary>
    public string? ErrorAt(string path)
    {
        var node = Json?["errors"];
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            node = node?[step];
        return node?["_errors"]?[0]?["code"]?.GetValue<string>();
    }
}
