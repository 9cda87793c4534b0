using System.Buffers.Binary;
using HydraBot.Discord.Voice.Gateway;
using HydraBot.Mls;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Groups;
using HydraBot.Mls.Keys;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>
/// One member's part in the end-to-end encryption of a call: what the voice gateway says goes in, what is to be answered comes out, and frames are
/// encrypted and decrypted in between. It holds no socket. Safe for the gateway's, the sender's and the receiver's threads.
/// Sources: https://daveprotocol.com and, where it is silent, libdave.
/// </summary>
internal sealed partial class DaveSession : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ulong _userId;
    private readonly byte[] _groupId = new byte[8];
    private readonly byte[] _identity = new byte[8];
    private readonly P256KeyPair _signer;
    private readonly HashSet<ulong> _recognised = [];
    private readonly Dictionary<ushort, PendingTransition> _transitions = [];
    private readonly MediaKeys _media;

    private ExternalSender? _externalSender;
    private KeyPackageSecrets? _keyPackage;
    private MlsGroup? _group;
    private bool _established;
    private PendingCommit? _ownCommit;
    private ushort? _lastTransition;
    private bool _disposed;

    /// <summary>A session that has heard nothing yet.</summary>
    /// <param name="userId">This member.</param>
    /// <param name="channelId">The call; its number is the group's name.</param>
    /// <param name="time">The clock of overlaps and limits.</param>
    /// <param name="logger">Told of what is refused, never of secrets.</param>
    /// <param name="signer">A key that stands for the user longer than for this call; a new one otherwise. It is copied.</param>
    public DaveSession(ulong userId, ulong channelId, TimeProvider time, ILogger logger, P256KeyPair? signer = null)
    {
        _userId = userId;
        _time = time;
        _logger = logger;
        _signer = signer?.Copy() ?? P256KeyPair.Generate();
        _media = new MediaKeys(time);
        _recognised.Add(userId);
        BinaryPrimitives.WriteUInt64BigEndian(_groupId, channelId);
        BinaryPrimitives.WriteUInt64BigEndian(_identity, userId);
    }

    /// <summary>The version in use for sending; 0 is no encryption.</summary>
    public int ProtocolVersion { get; private set; }

    /// <summary>The group's epoch; null before there is one.</summary>
    public ulong? Epoch
    {
        get
        {
            lock (_lock)
                return _established ? _group!.Epoch : null;
        }
    }

    /// <summary>The call's code of 30 digits; null without an encrypted call.</summary>
    public string? PrivacyCode
    {
        get
        {
            lock (_lock)
                return _established ? PrivacyCodes.ForCall(_group!.EpochAuthenticator.Span) : null;
        }
    }

    /// <summary>Whether frames that are sent are encrypted now.</summary>
    public bool IsEncrypting
    {
        get
        {
            lock (_lock)
                return _media.CanEncrypt;
        }
    }

    /// <summary>The members of the encrypted call.</summary>
    public IReadOnlyList<DaveMember> Members
    {
        get
        {
            lock (_lock)
                return _established ? [.. MembersOf(_group!)] : [];
        }
    }

    /// <summary>The code of 45 digits that this member and another compare; null when the other is not in the call. Takes some 50 ms.</summary>
    public string? VerificationCode(ulong userId)
    {
        var other = Members.FirstOrDefault(member => member.UserId == userId);
        return other is null ? null : PrivacyCodes.ForPair(_signer.PublicKey.Span, _userId, other.SignatureKey.Span, userId);
    }

    /// <summary>
    /// Makes of a frame of sound what is sent; returns its size, or 0 when it must not be sent: the call is encrypted and there is no key yet.
    /// <paramref name="destination"/> has <see cref="FrameEncryptor.LargestSize"/>.
    /// </summary>
    public int Encrypt(ReadOnlySpan<byte> frame, Span<byte> destination)
    {
        lock (_lock)
        {
            if (ProtocolVersion == 0 || frame.SequenceEqual(DaveProtocol.Silence))
            {
                frame.CopyTo(destination);
                return frame.Length;
            }
            return _media.Encrypt(frame, destination);
        }
    }

    /// <summary>Makes of a received frame what was said. <paramref name="destination"/> has the frame's size.</summary>
    public FrameDecryption Decrypt(ulong userId, ReadOnlySpan<byte> frame, Span<byte> destination, out int size)
    {
        lock (_lock)
            return _media.Decrypt(userId, frame, destination, out size);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            Reset();
            _media.Dispose();
            _signer.Dispose();
        }
    }

    private static IEnumerable<DaveMember> MembersOf(MlsGroup group) =>
        group.Members.Select(member => new DaveMember(UserOf(member.Credential), member.SignatureKey));

    private static ulong UserOf(Credential credential) => credential is { Type: Credential.BasicType, Identity.Length: 8 }
        ? BinaryPrimitives.ReadUInt64BigEndian(credential.Identity.Span)
        : throw new MlsException("A member's credential is not a user's number.");

    private KeyPackageSecrets NewKeyPackage() => KeyPackageSecrets.Create(_signer, Credential.Basic(_identity));

    /// <summary>Gives up the group and everything that was prepared for it. Keys of frames stay for their overlap.</summary>
    private void Reset()
    {
        _ownCommit?.Dispose();
        _ownCommit = null;
        _group?.Dispose();
        _group = null;
        _established = false;
        _keyPackage?.Dispose();
        _keyPackage = null;
        foreach (var transition in _transitions.Values)
            transition.Encryptor?.Dispose();
        _transitions.Clear();
    }
}
