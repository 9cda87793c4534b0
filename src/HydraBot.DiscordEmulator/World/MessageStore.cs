using HydraBot.DiscordEmulator.World.Storage;

namespace HydraBot.DiscordEmulator.World;

/// <summary>All messages: those of channels on disk, ephemeral ones in memory for as long as somebody may still use them.</summary>
internal sealed class MessageStore(WorldFile file)
{
    private const int EphemeralCapacity = 1_000;
    public const string AttachmentKind = "attachment";

    private readonly Table<Snowflake, Message> _stored = new("message", message => message.Id, MessageForms.Message, file);
    private readonly Dictionary<Snowflake, ChannelHistory> _histories = [];
    private readonly Dictionary<Snowflake, Message> _ephemeral = [];
    private readonly Queue<Snowflake> _ephemeralOrder = [];

    public ChannelHistory History(Snowflake channelId)
    {
        if (!_histories.TryGetValue(channelId, out var history))
            _histories[channelId] = history = new ChannelHistory();
        return history;
    }

    /// <summary>A message by channel and id, ephemeral ones included.</summary>
    public Message? Find(Snowflake channelId, Snowflake id) =>
        History(channelId).Find(id) ?? (_ephemeral.GetValueOrDefault(id) is { } message && message.ChannelId == channelId ? message : null);

    public Message Save(Message message)
    {
        if (message.IsEphemeral)
            return SaveEphemeral(message);
        _stored.Save(message);
        if (History(message.ChannelId).Save(message) is { } oldest)
            Forget(oldest);
        return message;
    }

    public void Remove(Message message)
    {
        _ephemeral.Remove(message.Id);
        History(message.ChannelId).Remove(message.Id);
        Forget(message);
    }

    public void RemoveChannel(Snowflake channelId)
    {
        if (!_histories.Remove(channelId, out var history))
            return;
        foreach (var message in history.All)
            Forget(message);
    }

    public void SaveContent(Snowflake attachmentId, byte[] content) =>
        file.Write(new WorldChange(AttachmentKind, attachmentId.ToString(), content));

    public byte[]? Content(Snowflake attachmentId) => file.Read(AttachmentKind, attachmentId.ToString());

    public void Load(ILookup<string, byte[]> stored)
    {
        _stored.Load(stored);
        foreach (var message in _stored.All.OrderBy(message => message.Id))
            History(message.ChannelId).Save(message);
    }

    private Message SaveEphemeral(Message message)
    {
        if (_ephemeral.TryAdd(message.Id, message))
            _ephemeralOrder.Enqueue(message.Id);
        _ephemeral[message.Id] = message;
        if (_ephemeralOrder.Count > EphemeralCapacity && _ephemeral.Remove(_ephemeralOrder.Dequeue(), out var oldest))
            Forget(oldest);
        return message;
    }

    private void Forget(Message message)
    {
        _stored.Remove(message.Id);
        foreach (var attachment in message.Attachments)
            file.Write(new WorldChange(AttachmentKind, attachment.Id.ToString(), null));
    }
}
