using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace HydraBot.Fleet.Services;

/// <summary>Asks one DNS server for the IPv4 addresses of a name, over UDP (RFC 1035): the platform asks only those that the machine is set to.</summary>
internal static class DnsQuestion
{
    private const int HeaderLength = 12, MostAnswer = 4096, TypeA = 1, ClassIn = 1, Recursion = 0x0100, Response = 0x8000, CodeMask = 0xF, MostLabels = 128;

    private static readonly string[] Codes = ["no error", "format error", "server failure", "no such name", "not implemented", "refused"];

    /// <exception cref="InvalidDataException">The server says no, or something that is no answer.</exception>
    public static async Task<IPAddress[]> AskAsync(string name, IPEndPoint server, CancellationToken cancellationToken)
    {
        using var socket = new UdpClient(server.AddressFamily);
        // Connected, so that nobody else's datagram is taken for the answer.
        socket.Connect(server);
        var id = (ushort)RandomNumberGenerator.GetInt32(1 << 16);
        await socket.SendAsync(Question(id, name), cancellationToken);
        while (true)
        {
            var answer = (await socket.ReceiveAsync(cancellationToken)).Buffer;
            if (answer.Length is >= HeaderLength and <= MostAnswer && BinaryPrimitives.ReadUInt16BigEndian(answer) == id)
                return Read(answer);
        }
    }

    private static byte[] Question(ushort id, string name)
    {
        using var message = new MemoryStream();
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, id);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), Recursion);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), 1);
        message.Write(header);
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            if (bytes.Length is 0 or > 63)
                throw new InvalidDataException($"'{name}' is no name");
            message.WriteByte((byte)bytes.Length);
            message.Write(bytes);
        }

        message.Write([0, 0, TypeA, 0, ClassIn]);
        return message.ToArray();
    }

    private static IPAddress[] Read(byte[] answer)
    {
        var flags = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(2));
        if ((flags & Response) == 0)
            throw new InvalidDataException("the DNS server answers with a question");
        if ((flags & CodeMask) is var code and not 0)
            throw new InvalidDataException($"the DNS server says: {(code < Codes.Length ? Codes[code] : $"code {code}")}");
        try
        {
            var at = HeaderLength;
            for (var questions = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(4)); questions > 0; questions--)
                at = AfterName(answer, at) + 4;
            var found = new List<IPAddress>();
            for (var records = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)); records > 0; records--)
            {
                at = AfterName(answer, at);
                var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at)), BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 8)));
                if (type == TypeA && length == 4)
                    found.Add(new IPAddress(answer.AsSpan(at + 10, 4)));
                at += 10 + length;
            }

            return [.. found];
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("the DNS server's answer breaks off", exception);
        }
    }

    /// <summary>Where a name ends: at an empty label, or at a pointer.</summary>
    private static int AfterName(byte[] answer, int at)
    {
        for (var labels = 0; labels < MostLabels; labels++)
        {
            var length = answer[at];
            if (length == 0)
                return at + 1;
            if ((length & 0xC0) == 0xC0)
                return at + 2;
            at += 1 + length;
        }

        throw new InvalidDataException("the DNS server's answer holds a name without an end");
    }
}
