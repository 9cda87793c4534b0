using System.Net;
using System.Net.Http.Headers;
using HydraBot.Governance;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Client;

/// <summary>
/// Carries one question of an OpenAI client into the pipeline without a socket: the client's own library writes the request and reads the answer, so that
/// rooms and programs outside are served by the same bytes.
/// </summary>
internal sealed class PipelineTransport(GatewayService gateway, Clearance clearance, ModelTerms terms, CancellationToken cancellationToken) : HttpMessageHandler
{
    private Task<CallReport>? _running;

    /// <summary>How the call ended.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<CallReport> Report => _running ?? throw new InvalidOperationException("Nothing was asked.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        if (_running is not null)
            throw new InvalidOperationException("One transport carries one question.");
        var body = await request.Content!.ReadAsByteArrayAsync(token);
        var sink = new PipeSink();
        _running = RunAsync(body, sink);
        var head = await sink.Head.WaitAsync(token);
        var response = new HttpResponseMessage((HttpStatusCode)head.Status) { RequestMessage = request, Content = new StreamContent(sink.Body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(head.MediaType);
        return response;
    }

    /// <summary>Waits until nothing of the call runs any more, whatever became of it.</summary>
    public async Task EndAsync()
    {
        if (_running is { } running)
            await running.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<CallReport> RunAsync(byte[] body, PipeSink sink)
    {
        try
        {
            var request = new GatewayRequest(InferenceKind.Chat, body, RequestFacts.Read(body), clearance.CorrelationId)
            {
                Priority = terms.Priority,
                Cache = terms.Cache,
                Patience = terms.Patience,
            };
            var report = await gateway.ServeAsync(clearance, request, sink, cancellationToken);
            sink.End(null);
            return report;
        }
        catch (Exception exception)
        {
            sink.End(exception);
            throw;
        }
    }
}
