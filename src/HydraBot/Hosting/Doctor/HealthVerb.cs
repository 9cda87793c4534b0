using System.Net;
using System.Text.Json;
using HydraBot.Doors.Http;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Doctor;

/// <summary>The verb <c>health</c>: asks the house that runs here how it is. For those who watch over it: a container engine, a service manager.</summary>
internal sealed class HealthVerb(IOptions<HttpDoorOptions> door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>0 when it is healthy or degraded, 1 when it is neither or does not answer.</returns>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var url = new Uri(door.Value.Here, "/health");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(url, cancellationToken);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            await output.WriteLineAsync(body.RootElement.GetProperty("status").GetString());
            return answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync($"HydraBot does not answer at {url}: {exception.Message}");
            return 1;
        }
    }
}
