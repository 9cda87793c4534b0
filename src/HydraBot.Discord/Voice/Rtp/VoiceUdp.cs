using System.Net;
using System.Net.Sockets;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>The UDP socket to a voice server. Only that server's packets come in.</summary>
internal sealed class VoiceUdp : IDisposable
{
    private const int LargestPacket = 2048;
    private const int DiscoveryAttempts = 5;
    private static readonly TimeSpan DiscoveryTimeout = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly TimeProvider _time;

    public VoiceUdp(IPEndPoint server, TimeProvider time)
    {
        _time = time;
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Connect(server);
    }

    /// <summary>Asks for the address that the server sees; again when an answer does not come.</summary>
    public async Task<IPEndPoint> DiscoverAsync(uint ssrc, CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestPacket];
        for (var attempt = 0; attempt < DiscoveryAttempts; attempt++)
        {
            using var timeout = new CancellationTokenSource(DiscoveryTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await _socket.SendAsync(IpDiscovery.Ask(ssrc), either.Token);
                while (true)
                {
                    var size = await _socket.ReceiveAsync(buffer, either.Token);
                    if (IpDiscovery.TryReadAnswer(buffer.AsSpan(0, size), ssrc, out var address))
                        return address;
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Lost, or refused by a server that is not up yet: asked again.
            }
        }
        throw new DiscordException($"The voice server did not answer on UDP in {DiscoveryAttempts} s: is outgoing UDP blocked?");
    }

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken) => _socket.SendAsync(packet, cancellationToken);

    /// <summary>Gives every packet to <paramref name="received"/> until cancelled.</summary>
    public async Task ReceiveAllAsync(Action<ReadOnlySpan<byte>> received, CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestPacket];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var size = await _socket.ReceiveAsync(buffer, cancellationToken);
                received(buffer.AsSpan(0, size));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.MessageSize)
            {
                // ICMP's word on an earlier packet, or one larger than any voice packet: the socket stays usable.
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
