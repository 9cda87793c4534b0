using System.Buffers.Binary;
using System.Threading.Channels;
using HydraBot.DiscordEmulator.Voice;

namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>A page that is let in to a voice channel: where the call is, and its sound both ways.</summary>
public sealed class PageCall
{
    private const int HeaderSize = 16;

    /// <summary>Half a second, so that what is said late is not said at all.</summary>
    private const int MostSpoken = 25;

    /// <summary>Half a second of ten speakers, for a browser that is busy.</summary>
    private const int MostHeard = 250;

    private readonly Channel<ReadOnlyMemory<byte>> _spoken = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MostSpoken) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true, SingleReader = true });
    private readonly Channel<byte[]> _heard = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostHeard) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PageCall(VoiceTicket ticket, string endpoint, PageSoundFormat format) => (Ticket, Endpoint, Format) = (ticket, endpoint, format);

    /// <summary>The guild, which the voice gateway calls the server.</summary>
    public ulong GuildId => Ticket.ServerId;

    /// <summary>The voice channel.</summary>
    public ulong ChannelId => Ticket.ChannelId;

    /// <summary>The member.</summary>
    public ulong UserId => Ticket.UserId;

    /// <summary>The page's own session of the main gateway.</summary>
    public string SessionId => Ticket.SessionId;

    /// <summary>What lets the member in to the voice server.</summary>
    public string Token => Ticket.Token;

    /// <summary>Where the voice server is.</summary>
    public string Endpoint { get; }

    /// <summary>What the frames hold, both ways.</summary>
    public PageSoundFormat Format { get; }

    /// <summary>What the member says, a frame of 20 ms each; only while they speak. Bounded: the oldest is lost. It ends with the page.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Spoken => _spoken.Reader;

    internal VoiceTicket Ticket { get; }

    internal Task HasJoined => _joined.Task;

    internal ChannelReader<byte[]> ToPage => _heard.Reader;

    /// <summary>Says that sound can go both ways from now on.</summary>
    public void Join() => _joined.TrySetResult();

    /// <summary>Hands the page a frame of somebody's; an empty one was lost. Never waits: where the page is slow, the oldest is lost.</summary>
    /// <param name="userId">Who says it.</param>
    /// <param name="stream">The stream, which has its own decoder.</param>
    /// <param name="timestamp">The first sample's number at 48 kHz.</param>
    /// <param name="sound">The frame.</param>
    public void Hear(ulong userId, uint stream, uint timestamp, ReadOnlySpan<byte> sound)
    {
        var frame = new byte[HeaderSize + sound.Length];
        BinaryPrimitives.WriteUInt64BigEndian(frame, userId);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), stream);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(12), timestamp);
        sound.CopyTo(frame.AsSpan(HeaderSize));
        _heard.Writer.TryWrite(frame);
    }

    internal void Speak(byte[] frame) => _spoken.Writer.TryWrite(frame);

    internal void EndSpeech() => _spoken.Writer.TryComplete();
}
