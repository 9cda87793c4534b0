using System.Collections.Concurrent;
using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Discord.Voice;
using HydraBot.Doors.Chat;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Calls;
using Channel = HydraBot.Discord.Model.Channel;

namespace HydraBot.Doors.Voice;

/// <summary>One call on Discord.</summary>
internal sealed partial class DiscordVoiceCall(
    ChatClient chat, Snowflake guildId, Channel channel, VoiceCall call, MemberAccess access, CancellationTokenSource stop, TimeProvider time, ILogger<DiscordVoiceCall> logger) : IVoiceCall
{
    /// <summary>A role that was taken away counts no longer than this.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private const string Yes = "✅";
    private const string No = "❌";

    private readonly Channel<HeardFrame> _heard = System.Threading.Channels.Channel.CreateBounded<HeardFrame>(
        new BoundedChannelOptions(750) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly ConcurrentDictionary<ulong, (long At, Caller? Caller)> _callers = [];
    private Task _running = Task.CompletedTask;
    private Task _forwarding = Task.CompletedTask;

    public string Channel => channel.Name ?? channel.Id.ToString();

    public ChannelReader<HeardFrame> Heard => _heard.Reader;

    public Task Completion => _running;

    public Action<ulong>? MemberLeft { get; set; }

    public void Start()
    {
        call.Connecting = connection => connection.MemberLeft = user => MemberLeft?.Invoke(user);
        _running = call.RunAsync(stop.Token);
        _forwarding = ForwardAsync();
    }

    public Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opus, CancellationToken cancellationToken) => call.SpeakAsync(opus, cancellationToken);

    public async ValueTask<Caller?> IdentifyAsync(ulong memberId, CancellationToken cancellationToken)
    {
        if (_callers.TryGetValue(memberId, out var known) && time.GetElapsedTime(known.At) < Fresh)
            return known.Caller;
        var member = await chat.Client.Rest.GetGuildMemberAsync(guildId, new Snowflake(memberId), cancellationToken);
        var caller = member.User is { Bot: false } user ? access.Identify(user, member, chat.Client.Cache) with { Channel = channel.Id.ToString() } : null;
        _callers[memberId] = (time.GetTimestamp(), caller);
        return caller;
    }

    public Task WriteAsync(Card card, CancellationToken cancellationToken) =>
        chat.Client.Rest.CreateMessageAsync(channel.Id, CardMessage.Draw(card), cancellationToken);

    public async Task<bool?> AskAsync(Card card, ulong memberId, CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var message = await chat.Client.Rest.CreateMessageAsync(channel.Id, CardMessage.Draw(card), cancellationToken);
            using var listening = chat.Client.On<MessageReactionAdd>((reaction, _) =>
            {
                if (reaction.MessageId == message.Id && reaction.UserId.Value == memberId && reaction.Emoji is { Id: null, Name: Yes or No })
                    answered.TrySetResult(reaction.Emoji.Name == Yes);
                return Task.CompletedTask;
            });
            foreach (var emoji in new[] { Yes, No })
                await chat.Client.Rest.CreateReactionAsync(channel.Id, message.Id, emoji, cancellationToken);
            return await answered.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public CallPrivacy Privacy(ulong? memberId)
    {
        if (call.Connection is not { } connection)
            return new CallPrivacy(false, 0, null, null, 0);
        var privacy = connection.Privacy;
        return new CallPrivacy(
            privacy.IsEndToEndEncrypted, privacy.ProtocolVersion, privacy.Code, memberId is { } id ? connection.VerificationCode(id) : null, privacy.Members.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await ((Task)Task.WhenAll(_running, _forwarding)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ForwardAsync()
    {
        try
        {
            await foreach (var frame in call.Frames.ReadAllAsync(stop.Token))
                _heard.Writer.TryWrite(new HeardFrame(frame.UserId, frame.Ssrc, frame.Timestamp, frame.Opus));
        }
        catch (OperationCanceledException)
        {
            // Left.
        }
        finally
        {
            _heard.Writer.TryComplete();
            LogOver(Channel);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "No more is heard in {Channel}")]
    private partial void LogOver(string channel);
}
