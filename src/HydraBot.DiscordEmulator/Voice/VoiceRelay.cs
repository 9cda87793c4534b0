using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>The UDP side: tells clients their address, and passes every packet on to all others in the channel, under their own keys.</summary>
internal sealed class VoiceRelay : IDisposable
{
    private const int DiscoverySize = 74;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentDictionary<uint, (VoiceChannel Channel, VoiceSession Session)> _streams = [];

    public VoiceRelay() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Changes, drops (null) or keeps a packet on its way to a client; for tests of lossy networks.</summary>
    public Func<byte[], byte[]?>? Weather { get; set; }

    /// <summary>Packets passed on.</summary>
    public long Passed { get; private set; }

    public void Add(VoiceChannel channel, VoiceSession session) => _streams[session.Ssrc] = (channel, session);

    public void Remove(VoiceSession session) => _streams.TryRemove(session.Ssrc, out _);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        EndPoint anybody = new IPEndPoint(IPAddress.Any, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, anybody, cancellationToken);
                await HandleAsync(buffer.AsSpan(0, received.ReceivedBytes).ToArray(), (IPEndPoint)received.RemoteEndPoint, cancellationToken);
            }
            catch (SocketException)
            {
                // ICMP's word on a client that has gone.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task HandleAsync(byte[] packet, IPEndPoint from, CancellationToken cancellationToken)
    {
        if (packet.Length == DiscoverySize && packet[1] == 1 && _streams.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(4)), out var asking))
        {
            asking.Session.Address = from;
            await _socket.SendToAsync(Answer(packet, from), from, cancellationToken);
        }
        else if (packet.Length > 12 && (packet[0] & 0xC0) == 0x80 && _streams.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8)), out var speaking))
        {
            await PassOnAsync(speaking.Channel, speaking.Session, packet, cancellationToken);
        }
    }

    private async Task PassOnAsync(VoiceChannel channel, VoiceSession from, byte[] packet, CancellationToken cancellationToken)
    {
        var header = 12 + (4 * (packet[0] & 0x0F)) + ((packet[0] & 0x10) != 0 ? 4 : 0);
        if (packet.Length < header || from.Transport.Open(packet, header) is not { } plain)
            return;
        List<(byte[] Packet, IPEndPoint To)> copies;
        lock (channel.Gate)
        {
            copies = [.. channel.Sessions.Where(session => session != from && session.IsSelected && session.Address is not null)
                .Select(session => (session.Transport.Seal(packet.AsSpan(0, header), plain), session.Address!))];
        }
        foreach (var (copy, to) in copies)
        {
            if ((Weather is { } weather ? weather(copy) : copy) is not { } passed)
                continue;
            Passed++;
            await _socket.SendToAsync(passed, to, cancellationToken);
        }
    }

    private static byte[] Answer(byte[] question, IPEndPoint from)
    {
        byte[] answer = [.. question];
        answer[1] = 2;
        Encoding.ASCII.GetBytes(from.Address.ToString(), answer.AsSpan(8));
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(DiscoverySize - 2), (ushort)from.Port);
        return answer;
    }
}
