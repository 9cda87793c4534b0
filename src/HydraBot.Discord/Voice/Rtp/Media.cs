using System.Net.Sockets;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>What a session's sound needs: the socket, the key, the stream's number, and the loops that listen.</summary>
internal sealed class Media(VoiceUdp udp, TransportCipher cipher, uint ssrc) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    public VoiceUdp Udp => udp;

    public TransportCipher Cipher => cipher;

    public uint Ssrc => ssrc;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Holds on to the loops that listen; they end when this is disposed of.</summary>
    public void Start(Task listening) => _listening = listening;

    /// <summary>Sends a packet. One that the network refuses is lost like any other.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        try
        {
            await udp.SendAsync(packet, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Lost++;
        }
    }

    /// <summary>Packets that the network refused.</summary>
    public long Lost { get; private set; }

    /// <summary>How the loops that listen ended, or go on.</summary>
    public Task Listening => _listening;

    public void Dispose()
    {
        _stop.Cancel();
        udp.Dispose();
        cipher.Dispose();
    }
}
