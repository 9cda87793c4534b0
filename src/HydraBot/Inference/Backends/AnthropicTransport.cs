using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Unicode;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>
/// Carries one question of Anthropic's library over the house's own connections: it sees to address, key and headers, and to it that no answer is longer, stranger or
/// more broken than one may be.
/// </summary>
/// <param name="http">The house's connections.</param>
/// <param name="endpoint">Who is asked.</param>
/// <param name="options">How much an answer may be.</param>
/// <param name="run">Is told of letters that came broken.</param>
/// <param name="streamed">An answer event by event is asked for.</param>
internal sealed class AnthropicTransport(InferenceHttp http, InferenceEndpoint endpoint, InferenceOptions options, AttemptRun run, bool streamed) : HttpMessageHandler
{
    private HttpResponseMessage? _answer;
    private byte[]? _whole;

    /// <summary>A stream was asked for, and the answer came in one piece: ask for that, and nothing is sent again.</summary>
    public bool CameWhole => streamed && _whole is not null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_whole is not null)
            return Answer(HttpStatusCode.OK, new ByteArrayContent(_whole), "application/json");
        request.RequestUri = endpoint.Messages;
        // The library tells about this machine, sends the key as a bearer token, and names the API's version 2026-10-21, which takes no temperature from anybody.
        request.Headers.Clear();
        AnthropicProtocol.Sign(request, endpoint);
        _answer = await http.Sender.SendAsync(request, cancellationToken);
        if (!_answer.IsSuccessStatusCode)
            throw await RefusalAsync(_answer, cancellationToken);
        if (streamed && BackendReply.IsEventStream(_answer))
            return Answer(HttpStatusCode.OK, new StreamContent(new AnthropicLines(new BoundedLines(await _answer.Content.ReadAsStreamAsync(cancellationToken), options.MaxEventMb * 1024 * 1024), run)), "text/event-stream");
        await _answer.Content.LoadIntoBufferAsync(options.MaxAnswerMb * 1024L * 1024L, cancellationToken);
        var whole = Letters(await _answer.Content.ReadAsByteArrayAsync(cancellationToken));
        if (JsonText.Object(whole).ContainsKey("error"))
            throw new AnthropicRefusal(Answer(HttpStatusCode.OK, new ByteArrayContent(whole), "application/json"));
        _whole = AnthropicUsage.In(whole, null).ToArray();
        return Answer(HttpStatusCode.OK, streamed ? new ByteArrayContent([]) : new ByteArrayContent(_whole), streamed ? "text/event-stream" : "application/json");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _answer?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The refusal with as much of its body as is read of any.</summary>
    private static async Task<AnthropicRefusal> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = new byte[BackendCaller.MostErrorBytes + 1];
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var count = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        var refusal = Answer(answer.StatusCode, new ByteArrayContent(body, 0, count), answer.Content.Headers.ContentType?.MediaType ?? "text/plain");
        foreach (var (name, values) in answer.Headers)
            refusal.Headers.TryAddWithoutValidation(name, values);
        return new AnthropicRefusal(refusal);
    }

    private byte[] Letters(byte[] whole)
    {
        if (Utf8.IsValid(whole))
            return whole;
        run.Repaired = true;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(whole));
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, HttpContent content, string type)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpResponseMessage(status) { Content = content };
    }
}
