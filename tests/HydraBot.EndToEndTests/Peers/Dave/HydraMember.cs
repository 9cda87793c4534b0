using System.Globalization;
using HydraBot.Discord.Voice.Dave;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Mls.Groups;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>HydraBot in an encrypted call.</summary>
internal sealed class HydraMember(ulong userId, ulong channelId, TimeProvider time) : ICallMember, IDisposable
{
    private byte[]? _keyPackage;

    public DaveSession Session { get; } = new(userId, channelId, time, NullLogger.Instance);

    public ulong UserId => userId;

    /// <summary>What it said last beside commits: opcodes.</summary>
    public List<VoiceOpcode> Said { get; } = [];

    public Task<byte[]> JoinAsync(byte[] externalSender)
    {
        Note(Session.Begin(1));
        Session.SetExternalSender(externalSender);
        return Task.FromResult(_keyPackage!);
    }

    public Task<byte[]> RestartAsync()
    {
        Note(Session.PrepareEpoch(1, 1));
        return Task.FromResult(_keyPackage!);
    }

    public Task<Offer?> ProposalsAsync(bool revoke, byte[] vector, IReadOnlyList<ulong> recognised)
    {
        Session.ClientsConnected(recognised);
        var replies = Session.Proposals([revoke ? (byte)1 : (byte)0, .. vector]);
        Note(replies);
        if (replies is not [{ Opcode: VoiceOpcode.DaveCommitWelcome, Payload: var payload }])
            return Task.FromResult<Offer?>(null);
        var (commit, welcome) = MlsFrames.SplitFirst(payload);
        return Task.FromResult<Offer?>(new Offer(commit, welcome.Length == 0 ? null : welcome));
    }

    public Task<bool> CommitAsync(ushort transition, byte[] message) => Task.FromResult(Accepted(Session.AnnounceCommit(Framed(transition, message))));

    public Task<bool> WelcomeAsync(ushort transition, byte[] welcome) => Task.FromResult(Accepted(Session.Welcome(Framed(transition, welcome))));

    public Task ExecuteAsync(ushort transition)
    {
        Session.ExecuteTransition(transition);
        return Task.CompletedTask;
    }

    public Task<CallState> StateAsync() => Task.FromResult(new CallState(
        Session.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "null", Session.PrivacyCode ?? "",
        [.. Session.Members.Select(member => member.UserId.ToString(CultureInfo.InvariantCulture))]));

    public Task<string> PairCodeAsync(ulong other) => Task.FromResult(Session.VerificationCode(other)!);

    public Task<byte[]> EncryptAsync(byte[] frame)
    {
        var destination = new byte[FrameEncryptor.LargestSize(frame.Length)];
        return Task.FromResult(destination[..Session.Encrypt(frame, destination)]);
    }

    public Task<byte[]?> DecryptAsync(ulong from, byte[] frame)
    {
        var destination = new byte[frame.Length];
        return Task.FromResult(Session.Decrypt(from, frame, destination, out var size) == FrameDecryption.Refused ? null : destination[..size]);
    }

    public void Dispose() => Session.Dispose();

    private static byte[] Framed(ushort transition, byte[] message) => [(byte)(transition >> 8), (byte)transition, .. message];

    private bool Accepted(IReadOnlyList<DaveReply> replies)
    {
        Note(replies);
        return !replies.Any(reply => reply.Opcode == VoiceOpcode.DaveInvalidCommitWelcome);
    }

    private void Note(IReadOnlyList<DaveReply> replies)
    {
        Said.AddRange(replies.Select(reply => reply.Opcode));
        foreach (var reply in replies.Where(reply => reply.Opcode == VoiceOpcode.DaveKeyPackage))
            _keyPackage = reply.Payload;
    }
}
