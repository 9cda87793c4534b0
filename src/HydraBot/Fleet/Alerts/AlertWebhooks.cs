using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Alerts;

/// <summary>What a webhook is sent.</summary>
/// <param name="Event"><c>raised</c>, <c>changed</c>, <c>acknowledged</c>, <c>escalated</c> or <c>cleared</c>.</param>
/// <param name="Alert">The alert as it stands.</param>
internal sealed record AlertNews(string Event, Alert Alert);

/// <summary>Sends alerts as JSON to where the settings say, in order, each tried three times. A receiver that hangs holds nothing else up.</summary>
internal sealed partial class AlertWebhooks(IOptions<AlertOptions> options, IHttpClientFactory clients, TimeProvider time, ILogger<AlertWebhooks> logger) : BackgroundService
{
    public const string Client = "alert-webhooks";

    private const int Tries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // When receivers are away for long, the newest matter most; all of them are in the database.
    private readonly Channel<AlertNews> _waiting = Channel.CreateBounded<AlertNews>(new BoundedChannelOptions(500) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Send(string happened, Alert alert)
    {
        if (options.Value.Webhooks.Count > 0)
            _waiting.Writer.TryWrite(new AlertNews(happened, alert));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var news in _waiting.Reader.ReadAllAsync(stoppingToken))
                await Task.WhenAll(options.Value.Webhooks.Where(webhook => news.Alert.Severity >= webhook.Value.Severity).Select(webhook => SendAsync(webhook.Key, webhook.Value, news, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not sent is in the database.
        }
    }

    private async Task SendAsync(string name, AlertWebhookOptions webhook, AlertNews news, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var client = clients.CreateClient(Client);
                client.Timeout = Patience;
                using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = JsonContent.Create(news, FleetWire.Default.AlertNews) };
                if (webhook.Token is { Length: > 0 } token)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await client.SendAsync(request, cancellationToken);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (attempt == Tries)
                {
                    LogNotSent(exception, news.Alert.Number, name);
                    return;
                }

                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {Number} was not sent to the webhook {Webhook}")]
    private partial void LogNotSent(Exception exception, long number, string webhook);
}
