using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat;

/// <summary>Posts what the house says by itself, in order, once the connection stands.</summary>
internal sealed partial class ChatNotices(ChatClient chat, HomeGuild home, ILogger<ChatNotices> logger) : BackgroundService, INoticeBoard
{
    // When Discord is away for hours, the newest notices matter most; what is dropped is in the log and in the audit chain.
    private readonly Channel<(NoticeTopic Topic, Card Card)> _waiting = Channel.CreateBounded<(NoticeTopic Topic, Card Card)>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
    {
        LogNotice(topic, card.Title, card.Text);
        return _waiting.Writer.WriteAsync((topic, card), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (topic, card) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await chat.Client.WaitUntilReadyAsync(stoppingToken);
            try
            {
                if (home.ChannelFor(topic) is { } channel)
                    await chat.Client.Rest.CreateMessageAsync(channel.Id, CardMessage.Draw(card), stoppingToken);
                else
                    LogNoChannel(topic);
            }
            catch (DiscordException exception)
            {
                LogNotPosted(exception, card.Title);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice for {Topic}: {Title} {Text}")]
    private partial void LogNotice(NoticeTopic topic, string title, string? text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server has no channel as Discord:Channels:{Topic} names it")]
    private partial void LogNoChannel(NoticeTopic topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notice {Title} was not posted")]
    private partial void LogNotPosted(Exception exception, string title);
}
