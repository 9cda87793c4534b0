namespace HydraBot.ForeignTools.Connections;

/// <summary>Answers over HTTP, up to a length each. It follows no one elsewhere: keys go to the address that they were set for.</summary>
internal sealed class BoundedAnswers(MessageLimit most) : DelegatingHandler(new SocketsHttpHandler
{
    AllowAutoRedirect = false,
    UseCookies = false,
    ConnectTimeout = TimeSpan.FromSeconds(10),
    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
})
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var whole = response.Content;
        var lines = whole.Headers.ContentType?.MediaType == "text/event-stream" ? 2 : 0;
        response.Content = new StreamContent(new BoundedStream(await whole.ReadAsStreamAsync(cancellationToken), most, lines));
        foreach (var header in whole.Headers)
            response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return response;
    }
}
