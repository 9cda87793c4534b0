using System.Net.Sockets;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Engine;

/// <summary>Calls of the engine's API whose answers differ between engines' versions more than a library of one version can read.</summary>
internal sealed class EngineHttp : IDisposable
{
    /// <summary>Of Docker 20.10, and understood by Docker 29.</summary>
    private const string Version = "v1.41";

    private readonly HttpClient _http;
    private readonly Uri _address;

    public EngineHttp(IOptions<FleetOptions> options)
    {
        _address = options.Value.EngineAddress;
        var handler = new SocketsHttpHandler();
        if (_address.Scheme == "unix")
        {
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(_address.LocalPath), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        // Adding up all volumes takes an engine a minute where there is much.
        _http = new HttpClient(handler) { BaseAddress = _address.Scheme switch { "unix" => new Uri("http://engine/"), "tcp" => new Uri($"http://{_address.Authority}/"), _ => _address }, Timeout = TimeSpan.FromMinutes(4) };
    }

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
        catch (Exception exception) when (exception is HttpRequestException or SocketException or NotSupportedException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException($"No container engine answers at {_address.OriginalString}: {exception.GetBaseException().Message}. Start Docker, or set Fleet:Engine (Fleet__Engine) to the address of your engine.", exception);
        }
    }

    public void Dispose() => _http.Dispose();
}
