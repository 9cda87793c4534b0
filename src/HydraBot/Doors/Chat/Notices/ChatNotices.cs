using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.Doors.Chat.Notices;

/// <summary>Posts what the house says by itself, in order, once the connection stands.</summary>
internal sealed partial class ChatNotices : BackgroundService, INoticeBoard
{
    private readonly ChatClient _chat;
    private readonly HomeGuild _home;
    private readonly NamedNotices _named;
    private readonly ILogger<ChatNotices> _logger;

    // When Discord is away for hours, the newest notices matter most; what is dropped is in the log and in the audit chain.
    private readonly Channel<Waiting> _waiting;

    /// <summary>Of a named notice only the newest form matters: while Discord makes us wait, later ones take the place of earlier ones.</summary>
    private readonly Dictionary<string, Notice> _newest = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public ChatNotices(ChatClient chat, HomeGuild home, NamedNotices named, ILogger<ChatNotices> logger)
    {
        (_chat, _home, _named, _logger) = (chat, home, named, logger);
        _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, dropped => Take(dropped.Key));
    }

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
    {
        LogNotice(topic, card.Title, card.Text);
        return _waiting.Writer.WriteAsync(new Waiting(topic, card, null), cancellationToken);
    }

    public ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        LogShown(notice.Key, notice.Card.Title);
        lock (_gate)
        {
            var waits = _newest.TryGetValue(notice.Key, out var before);
            _newest[notice.Key] = notice with { Again = notice.Again || before?.Again == true };
            if (waits)
                return ValueTask.CompletedTask;
        }

        return _waiting.Writer.WriteAsync(new Waiting(notice.Topic, notice.Card, notice.Key), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (topic, card, key) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await _home.ReadyAsync(stoppingToken);
            try
            {
                if (key is not null)
                    await ShowNewestAsync(key, stoppingToken);
                else if (_home.ChannelFor(topic) is { } channel)
                    await _chat.Client.Rest.CreateMessageAsync(channel.Id, CardMessage.Draw(card), stoppingToken);
                else
                    LogNoChannel(topic);
            }
            catch (Exception exception) when (exception is DiscordException or StorageException)
            {
                LogNotPosted(exception, card.Title);
            }
        }
    }

    private async Task ShowNewestAsync(string key, CancellationToken cancellationToken)
    {
        if (Take(key) is { } notice)
            await _named.ShowAsync(notice, cancellationToken);
    }

    private Notice? Take(string? key)
    {
        lock (_gate)
            return key is not null && _newest.Remove(key, out var notice) ? notice : null;
    }

    private sealed record Waiting(NoticeTopic Topic, Card Card, string? Key);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Notice {Key}: {Title}")]
    private partial void LogShown(string key, string title);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice for {Topic}: {Title} {Text}")]
    private partial void LogNotice(NoticeTopic topic, string title, string? text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server has no channel as Discord:Channels:{Topic} names it")]
    private partial void LogNoChannel(NoticeTopic topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notice {Title} was not posted")]
    private partial void LogNotPosted(Exception exception, string title);
}
