using System.Security.Cryptography;
using System.Text;
using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.Doors.Chat.Threads;

/// <summary>Threads on Discord. A message is named by its key, so that a repetition after a crash finds the first.</summary>
internal sealed class ConversationThreads(ChatClient chat, HomeGuild home, ThreadStore store, ThreadListener listener, ApprovalScreens screens) : IConversationThreads
{
    /// <summary>Discord's code for a message out of which a thread grew already.</summary>
    private const int HasThread = 160004;

    private DiscordRest Rest => chat.Client.Rest;

    public Task<string> OpenAsync(ThreadWish wish, CancellationToken cancellationToken) => ReachAsync(
        async () =>
        {
            if (await store.FindAsync(wish.Room, wish.Key, cancellationToken) is { } known)
                return known;
            var channel = home.Channel(wish.Channel) ?? throw new OperationException($"The server has no channel '{wish.Channel}' for threads of {wish.Room}.");
            var first = await Rest.CreateMessageAsync(channel.Id, Named(CardMessage.Draw(wish.First), $"open {wish.Room} {wish.Key}"), cancellationToken);
            try
            {
                await Rest.StartThreadFromMessageAsync(channel.Id, first.Id, new ThreadPayload { Name = Title(wish.Title), AutoArchiveDuration = 10080 }, cancellationToken: cancellationToken);
            }
            catch (DiscordRestException exception) when (exception.Code == HasThread)
            {
                // Cut off between the two before: the thread has the message's id.
            }

            var thread = new KnownThread(first.Id.ToString(), wish.Room, wish.Key, first.Id.ToString());
            await store.AddAsync(thread, cancellationToken);
            listener.Follow(thread);
            return thread.Id;
        },
        cancellationToken);

    public Task<string> PostAsync(string thread, string key, Card card, CancellationToken cancellationToken) => ReachAsync(
        async () =>
        {
            var last = "";
            foreach (var (index, message) in Draw(card).Index())
                last = (await Rest.CreateMessageAsync(Snowflake.Parse(thread), Named(message, $"{thread} {key} {index}"), cancellationToken)).Id.ToString();
            return last;
        },
        cancellationToken);

    public Task EditAsync(string thread, string message, Card card, CancellationToken cancellationToken) => ReachAsync(
        async () => await Rest.EditMessageAsync(Snowflake.Parse(thread), Snowflake.Parse(message), Draw(card)[0], cancellationToken), cancellationToken);

    public async Task LeaveAsync(string thread, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(thread, cancellationToken);
        listener.Leave(thread);
    }

    public Task ShowAsync(string thread, string key, Approval approval, CancellationToken cancellationToken) => ReachAsync(
        async () =>
        {
            var message = await Rest.CreateMessageAsync(Snowflake.Parse(thread), Named(ApprovalMessage.Draw(approval), $"{thread} {key}"), cancellationToken);
            await screens.AddAsync(approval, message.ChannelId, message.Id, cancellationToken);
            return message;
        },
        cancellationToken);

    /// <summary>A card that is all text becomes as many messages as it needs.</summary>
    private static IReadOnlyList<MessagePayload> Draw(Card card) => card is { Plain: true, Text: { } text } && MessageSplitter.Split(text) is { Count: > 0 } parts
        ? [.. parts.Select(PlainMessage.Of)]
        : [CardMessage.Draw(card)];

    private static MessagePayload Named(MessagePayload message, string key) => message with
    {
        Nonce = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24],
        EnforceNonce = true,
    };

    private static string Title(string title) => title.Trim() is { Length: > 0 } some ? some.Length > 100 ? some[..99] + "…" : some : "Conversation";

    private async Task<T> ReachAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await home.ReadyAsync(cancellationToken);
        try
        {
            return await act();
        }
        catch (DiscordRestException exception) when ((int)exception.Status is >= 400 and < 500 and not (401 or 408 or 429))
        {
            throw new OperationException($"Discord does not take this: {exception.Message}", exception);
        }
        catch (DiscordException exception)
        {
            throw new ThreadsUnavailableException(exception.Message, exception);
        }
    }
}
