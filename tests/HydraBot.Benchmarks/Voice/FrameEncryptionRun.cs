using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Discord.Voice.Rtp;
using HydraBot.Mls.Groups;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Benchmarks.Voice;

/// <summary>
/// What encrypting a frame of sound costs, beside davey (Rust) in the same run and the same call; then what a packet costs from the socket to the frame.
/// </summary>
internal static class FrameEncryptionRun
{
    private const ulong ChannelId = 927310423890473011;
    /// <summary>From the repository's root, where this is run.</summary>
    private const string PeerFolder = "tests/HydraBot.EndToEndTests/Peers/davey";

    private const int FrameSize = 160;
    private const int Rounds = 7;
    private const int FramesPerSecond = 50;

    public static async Task RunAsync(int count)
    {
        using var peer = new Peer(PeerFolder);
        using var hydra = await CallAsync(peer);
        var (ours, theirs, opening) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Encrypt(hydra, count));
            theirs.Add((await peer.AskAsync(new JsonObject { ["do"] = "encryptMany", ["user"] = "2", ["size"] = FrameSize, ["count"] = count }))["nanoseconds"]!.GetValue<double>());
            opening.Add(Receive(count / 4));
        }
        var (own, other, packet) = (Median(ours), Median(theirs), Median(opening));
        Console.WriteLine($"encrypting a frame of {FrameSize} bytes, median of {Rounds} x {count}:");
        Console.WriteLine($"  HydraBot {own,7:0} ns   davey {other,7:0} ns   ratio {own / other:0.00} (under 1: HydraBot is faster)");
        Console.WriteLine($"a packet from the socket to the Opus frame (transport and end-to-end decryption, order): {packet:0} ns");
        Console.WriteLine($"  a talker costs {packet * FramesPerSecond / 1e9:0.0000%} of a core (Opus not counted)");
    }

    /// <summary>A call of HydraBot and davey, so that both encrypt with keys that the other knows.</summary>
    private static async Task<DaveSession> CallAsync(Peer peer)
    {
        var hydra = new DaveSession(1, ChannelId, TimeProvider.System, NullLogger.Instance);
        var sender = await peer.BytesAsync(new JsonObject { ["do"] = "sender" });
        hydra.Begin(1);
        hydra.SetExternalSender(sender);
        await peer.AskAsync(new JsonObject { ["do"] = "join", ["user"] = "2", ["channel"] = $"{ChannelId}" });
        await peer.AskAsync(new JsonObject { ["do"] = "setSender", ["user"] = "2", ["data"] = Convert.ToHexString(sender) });
        var package = await peer.BytesAsync(new JsonObject { ["do"] = "keyPackage", ["user"] = "2" });
        var proposal = await peer.BytesAsync(new JsonObject { ["do"] = "propose", ["channel"] = $"{ChannelId}", ["epoch"] = "0", ["add"] = Convert.ToHexString(package) });
        hydra.ClientsConnected([2]);
        byte[] vector = [0, (byte)((proposal.Length >> 8) | 0x40), (byte)proposal.Length, .. proposal];
        var offer = hydra.Proposals(vector).Single(reply => reply.Opcode == VoiceOpcode.DaveCommitWelcome);
        var (commit, welcome) = MlsFrames.SplitFirst(offer.Payload);
        hydra.AnnounceCommit([0, 0, .. commit]);
        await peer.AskAsync(new JsonObject { ["do"] = "welcome", ["user"] = "2", ["data"] = Convert.ToHexString(welcome) });
        var frame = Enumerable.Repeat((byte)7, FrameSize).ToArray();
        var sent = new byte[FrameEncryptor.LargestSize(FrameSize)];
        var size = hydra.Encrypt(frame, sent);
        var heard = await peer.BytesAsync(new JsonObject { ["do"] = "decrypt", ["user"] = "2", ["from"] = "1", ["data"] = Convert.ToHexString(sent.AsSpan(0, size)) });
        return heard.AsSpan().SequenceEqual(frame) ? hydra : throw new InvalidOperationException("davey does not hear what HydraBot says.");
    }

    private static double Encrypt(DaveSession session, int count)
    {
        var (frame, destination) = (Enumerable.Repeat((byte)7, FrameSize).ToArray(), new byte[FrameEncryptor.LargestSize(FrameSize)]);
        for (var i = 0; i < count / 10; i++)
            session.Encrypt(frame, destination);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            session.Encrypt(frame, destination);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    private static double Receive(int count)
    {
        var (key, secret) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16));
        using var sending = TransportCipher.Create(TransportCipher.Aes, key);
        using var receiving = TransportCipher.Create(TransportCipher.Aes, key);
        using var encryptor = new FrameEncryptor(new HashRatchet([.. secret]));
        using var decryptor = new FrameDecryptor(TimeProvider.System);
        decryptor.Begin(new HashRatchet([.. secret]));
        var packets = new List<byte[]>(count);
        var frame = new byte[FrameSize];
        var encrypted = new byte[FrameEncryptor.LargestSize(FrameSize)];
        for (var i = 0; i < count; i++)
        {
            var size = encryptor.Encrypt(frame, encrypted);
            var packet = new byte[RtpHeader.FixedSize + size + TransportCipher.Overhead];
            RtpHeader.Write(packet, (ushort)i, (uint)i * 960, 9);
            sending.Seal(packet, RtpHeader.FixedSize, encrypted.AsSpan(0, size));
            packets.Add(packet);
        }
        var (buffer, output) = (new JitterBuffer(TimeProvider.System), new List<HydraBot.Discord.Voice.VoiceFrame>());
        var (opened, opus) = (new byte[2048], new byte[2048]);
        var start = Stopwatch.GetTimestamp();
        foreach (var packet in packets)
        {
            if (!RtpHeader.TryRead(packet, out var header) || !receiving.TryOpen(packet, header.Size, opened, out var size)
                || !header.TryStrip(opened.AsSpan(0, size), out var payload) || !EncryptedFrame.TryParse(payload, out var parsed)
                || !decryptor.TryDecrypt(parsed, opus.AsSpan(0, parsed.Body.Length)))
                continue;
            buffer.Add(new HydraBot.Discord.Voice.VoiceFrame(1, 9, header.Sequence, header.Timestamp, opus.AsSpan(0, parsed.Body.Length).ToArray()), output);
        }
        var spent = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        return output.Count == count ? spent : throw new InvalidOperationException($"{output.Count} of {count} packets came through.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>davey in a process of its own.</summary>
    private sealed class Peer : IDisposable
    {
        private readonly Process _process;

        public Peer(string folder) => _process = Process.Start(new ProcessStartInfo("node", "dave.mjs")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        public async Task<JsonNode> AskAsync(JsonObject command)
        {
            await _process.StandardInput.WriteLineAsync(command.ToJsonString());
            var answer = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("davey did not start; run: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/davey");
            var read = JsonNode.Parse(answer)!;
            return read["refused"] is { } refused ? throw new InvalidOperationException($"davey refused: {refused}") : read;
        }

        public async Task<byte[]> BytesAsync(JsonObject command) => Convert.FromHexString((await AskAsync(command))["data"]!.GetValue<string>());

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
