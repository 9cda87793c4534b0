using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Engines;

namespace HydraBot.Fleet.Engine;

/// <summary>Calls of the engine's API whose answers differ between engines' versions more than a library of one version can read.</summary>
internal sealed class EngineHttp(EngineConnection engine) : IDisposable
{
    /// <summary>Of Docker 20.10, and understood by Docker 29.</summary>
    private const string Version = "v1.41";

    /// <summary>Adding up all volumes takes an engine a minute where there is much.</summary>
    private readonly HttpClient _http = engine.OpenHttp(TimeSpan.FromMinutes(4));

    /// <exception cref="OperationException">The engine said no, or nothing.</exception>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, $"{Version}/{path}");
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var answer = text.Length == 0 ? default : JsonElement.Parse(text);
            return response.IsSuccessStatusCode ? answer : throw new OperationException($"The container engine says: {answer.Text("message") ?? response.ReasonPhrase}");
        }
        catch (Exception exception) when (exception is NotSupportedException || EngineLine.IsFailure(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw engine.Explain(exception);
        }
    }

    public void Dispose() => _http.Dispose();
}
