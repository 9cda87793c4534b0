using System.Collections.Concurrent;
using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.Doors.Chat.Threads;

/// <summary>
/// Hands what members say in a room's thread to the room: as it is said, and after a start or a gap in the connection what was said meanwhile.
/// </summary>
internal sealed partial class ThreadListener(ChatClient chat, HomeGuild home, MemberAccess access, ThreadStore store, IServiceProvider services, ILogger<ThreadListener> logger)
{
    private readonly ConcurrentDictionary<Snowflake, Heard> _threads = new();

    // A room's operations hang on the road, which hangs on doors: they are asked for when somebody speaks.
    private IEnumerable<IThreadRoom> Rooms => services.GetServices<IThreadRoom>();

    /// <summary>Listens, before the first connection.</summary>
    public void Open()
    {
        chat.Client.On<MessageCreate>((message, token) => home.Is(message.GuildId) ? TakeAsync(message, message.Member, token) : Task.CompletedTask);
        chat.Client.On<GuildCreate>((guild, token) => home.Is(guild.Id) ? CatchUpAsync(token) : Task.CompletedTask);
        chat.Client.On<Resumed>((_, token) => CatchUpAsync(token));
    }

    public void Follow(KnownThread thread) => _threads.TryAdd(Snowflake.Parse(thread.Id), new Heard(thread));

    public void Leave(string thread) => _threads.TryRemove(Snowflake.Parse(thread), out _);

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var thread in await store.ListAsync(cancellationToken))
        {
            Follow(thread);
            try
            {
                var id = Snowflake.Parse(thread.Id);
                for (var page = await MissedAsync(id, cancellationToken); page.Count > 0; page = page.Count < 100 ? [] : await MissedAsync(id, cancellationToken))
                {
                    foreach (var message in page)
                        await TakeAsync(message, null, cancellationToken);
                }
            }
            catch (DiscordException exception)
            {
                // A thread that somebody deleted must not keep the others from being heard.
                LogNotRead(exception, thread.Key);
            }
        }
    }

    private async Task<IReadOnlyList<Message>> MissedAsync(Snowflake thread, CancellationToken cancellationToken) =>
        [.. (await chat.Client.Rest.GetMessagesAsync(thread, 100, after: _threads[thread].Last, cancellationToken: cancellationToken)).OrderBy(message => message.Id)];

    private async Task TakeAsync(Message message, Member? member, CancellationToken cancellationToken)
    {
        if (!_threads.TryGetValue(message.ChannelId, out var heard))
            return;
        await heard.One.WaitAsync(cancellationToken);
        try
        {
            if (message.Id <= heard.Last)
                return;
            if (message is { Author.Bot: false, Type: MessageType.Default or MessageType.Reply } && home.Find() is { } guild)
            {
                member ??= await chat.Client.Rest.GetGuildMemberAsync(guild.Id, message.Author.Id, cancellationToken);
                var author = access.Identify(message.Author, member, chat.Client.Cache) with { Channel = message.ChannelId.ToString() };
                var said = new ThreadMessage(heard.Thread.Id, heard.Thread.Key, message.Id.ToString(), author, message.Content) { Files = [.. message.Attachments.Select(file => file.Url)] };
                foreach (var room in Rooms.Where(room => room.Room == heard.Thread.Room))
                    await room.HeardAsync(said, cancellationToken);
            }

            // Only what was taken is behind us: a crash before this line brings the message again.
            heard.Last = message.Id;
            await store.HeardAsync(heard.Thread.Id, message.Id.ToString(), cancellationToken);
        }
        finally
        {
            heard.One.Release();
        }
    }

    /// <summary>A thread and how far it was heard, one message at a time.</summary>
    private sealed class Heard(KnownThread thread)
    {
        public KnownThread Thread { get; } = thread;

        public SemaphoreSlim One { get; } = new(1, 1);

        public Snowflake Last { get; set; } = Snowflake.Parse(thread.Heard);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was said in the thread of {Topic} could not be read")]
    private partial void LogNotRead(Exception exception, string topic);
}
