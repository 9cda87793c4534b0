using System.Text.Json;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Alerts;

/// <summary>Tells people of alerts: gathered, a message an incident, edited in place; quiet at night, louder when nobody takes what is critical.</summary>
internal sealed partial class AlertTeller(
    AlertDesk desk, AlertStore store, AlertWebhooks webhooks, IEnumerable<INoticeBoard> boards, IEnumerable<IAlertPicture> pictures, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertTeller> logger)
    : BackgroundService
{
    /// <summary>For silences and quiet hours that end, and for what nobody took.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    private static readonly string[] Hands = ["✅", "👀", "👍"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TellSafelyAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not told is in the store, and told after the next start.
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var patience = options.Value.EscalateAfter < Round ? options.Value.EscalateAfter : Round;
        using var round = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(round.Token, cancellationToken);
        try
        {
            await desk.News.ReadAsync(either.Token);
            await Task.Delay(options.Value.Gather, time, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing new; what lasts is looked at again.
        }
    }

    private async Task TellSafelyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One alert that cannot be told must not keep the next ones from being told.
            LogNotTold(exception);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var silences = await store.SilencesAsync(cancellationToken);
        var quiet = options.Value.QuietHours.Cover(time.GetUtcNow());
        foreach (var whole in (await store.OpenIncidentsAsync(cancellationToken)).GroupBy(alert => alert.Incident))
        {
            var incident = whole.Where(alert => !silences.Any(silence => silence.Covers(alert)) && (!quiet || alert.Severity == AlertSeverity.Critical || alert.ToldAt is not null)).ToArray();
            if (incident.Length == 0)
                continue;
            if (incident.Where(alert => alert.ToldAt is null || alert.ToldAt < alert.ChangedAt).ToArray() is { Length: > 0 } news)
                await TellAsync(incident, news, cancellationToken);
            if (incident.Where(IsLeftAlone).ToArray() is { Length: > 0 } alone)
                await EscalateAsync(incident, alone, cancellationToken);
        }
    }

    private async Task TellAsync(Alert[] incident, Alert[] news, CancellationToken cancellationToken)
    {
        // An edit rings nowhere, so what is newly critical, and the end of what was, is said anew.
        var again = news.Any(alert => alert is { Severity: AlertSeverity.Critical, State: AlertState.Open })
            || (incident.All(alert => !alert.Lasts) && incident.Any(alert => alert.Severity == AlertSeverity.Critical));
        await ShowAsync(incident, AlertCard.Draw(incident), again, cancellationToken);
        await store.ToldAsync(news, cancellationToken);
        foreach (var alert in news)
            webhooks.Send(Word(alert), alert);
    }

    private async Task EscalateAsync(Alert[] incident, Alert[] alone, CancellationToken cancellationToken)
    {
        var card = AlertCard.Draw(incident);
        await ShowAsync(incident, card with { Title = $"Still open: {card.Title}", Spoken = $"Nobody has taken this yet: {card.Spoken}" }, again: true, cancellationToken);
        await store.EscalatedAsync(alone, cancellationToken);
        foreach (var alert in alone)
            webhooks.Send("escalated", alert);
    }

    private bool IsLeftAlone(Alert alert)
    {
        if (alert is not { Severity: AlertSeverity.Critical, State: AlertState.Open } || alert.Escalations >= options.Value.Escalations)
            return false;
        var patience = options.Value.EscalateAfter * Math.Pow(2, alert.Escalations);
        var waited = time.GetUtcNow() - (alert.EscalatedAt ?? alert.RaisedAt);
        // Of the future is what was raised before the clock was set back: better once more than not at all.
        return waited >= patience || waited < TimeSpan.Zero;
    }

    private async Task ShowAsync(Alert[] incident, Card card, bool again, CancellationToken cancellationToken)
    {
        var number = incident[0].Incident;
        var acknowledge = new NoticeAnswer("alert.acknowledge", JsonElement.Parse($$"""{"alert": "{{number}}", "incident": true}"""));
        var notice = new Notice(NoticeTopic.Alerts, NoticeKey(number), card with { Picture = await PictureAsync(incident, cancellationToken) })
        {
            Again = again,
            Answers = incident.Any(alert => alert.State == AlertState.Open) ? Hands.ToDictionary(hand => hand, _ => acknowledge) : [],
        };
        foreach (var board in boards)
            await board.ShowAsync(notice, cancellationToken);
    }

    /// <summary>Of the worst that lasts and can be drawn.</summary>
    private async Task<CardFile?> PictureAsync(Alert[] incident, CancellationToken cancellationToken)
    {
        foreach (var alert in incident.Where(alert => alert.Lasts).OrderByDescending(alert => alert.Severity).ThenByDescending(alert => alert.Number))
        {
            foreach (var picture in pictures)
            {
                try
                {
                    if (await picture.DrawAsync(alert, cancellationToken) is { } drawn)
                        return drawn;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // An alert without its picture is better than none.
                    LogNotDrawn(exception, alert.Number);
                }
            }
        }

        return null;
    }

    /// <summary>By which the message of an incident is found again.</summary>
    public static string NoticeKey(long incident) => $"alert:{incident}";

    private static string Word(Alert alert) => alert.State switch
    {
        AlertState.Cleared => "cleared",
        AlertState.Acknowledged => "acknowledged",
        _ => alert.ToldAt is null ? "raised" : "changed",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The picture of alert {Number} could not be drawn")]
    private partial void LogNotDrawn(Exception exception, long number);

    [LoggerMessage(Level = LogLevel.Error, Message = "Alerts could not be told")]
    private partial void LogNotTold(Exception exception);
}
