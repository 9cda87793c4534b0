using System.Security.Cryptography;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Schedule;
using HydraBot.Mls.Tree;

namespace HydraBot.Mls.Groups;

/// <summary>
/// One member's view of a group in one epoch (RFC 9420). An epoch never changes into another: a commit, own or received, gives the next as a new object,
/// so that a bad message leaves everything as it was. Disposing of an epoch zeroes its secrets; that is what makes old messages unreadable to whoever
/// takes the machine later. Not for several threads at a time.
/// </summary>
public sealed partial class MlsGroup : IDisposable
{
    private readonly GroupContext _context;
    private readonly byte[] _contextBytes;
    private readonly RatchetTree _tree;
    private readonly PrivateTree _keys;
    private readonly P256KeyPair _signer;
    private readonly EpochSecrets _secrets;
    private readonly SecretTree _messageKeys;
    private readonly byte[] _interimTranscriptHash;
    private readonly MlsGroupOptions _options;
    private readonly ResumptionSecrets _resumptions;
    private readonly List<ReceivedProposal> _proposals = [];
    private readonly Dictionary<string, P256KeyPair> _ownUpdates = [];

    private MlsGroup(
        GroupContext context, RatchetTree tree, PrivateTree keys, P256KeyPair signer, EpochSecrets secrets, byte[] confirmationTag, MlsGroupOptions options,
        ResumptionSecrets? resumptions = null)
    {
        _context = context;
        _contextBytes = context.ToBytes();
        _tree = tree;
        _keys = keys;
        _signer = signer;
        _secrets = secrets;
        _interimTranscriptHash = TranscriptHash.Interim(context.ConfirmedTranscriptHash.Span, confirmationTag);
        _options = options;
        _resumptions = resumptions ?? new ResumptionSecrets();
        _messageKeys = new SecretTree(tree.LeafCount, secrets.Encryption);
        CryptographicOperations.ZeroMemory(secrets.Encryption);
    }

    /// <summary>The group's name.</summary>
    public ReadOnlyMemory<byte> GroupId => _context.GroupId;

    /// <summary>How many commits the group has seen.</summary>
    public ulong Epoch => _context.Epoch;

    /// <summary>This member's leaf.</summary>
    public uint OwnIndex => _keys.OwnLeaf;

    /// <summary>The group's extensions.</summary>
    public IReadOnlyList<Extension> Extensions => _context.Extensions;

    /// <summary>The members, by their leaves.</summary>
    public IEnumerable<MlsMember> Members => _tree.Members().Select(member => new MlsMember(member.Index, member.Leaf.Credential, member.Leaf.SignatureKey));

    /// <summary>Proposals that are kept for the next commit.</summary>
    public IReadOnlyList<ReceivedProposal> Proposals => _proposals;

    /// <summary>32 bytes that are equal for two members only when they are in the same epoch of the same group (RFC 9420, section 8.7).</summary>
    public ReadOnlyMemory<byte> EpochAuthenticator => _secrets.Authenticator;

    internal RatchetTree Tree => _tree;

    /// <summary>Starts a group of one (RFC 9420, section 11). The keys are copied.</summary>
    /// <param name="groupId">The group's name, which nobody else may use.</param>
    /// <param name="creator">The creator's key package; the group does not hand it out.</param>
    /// <param name="extensions">The group's extensions.</param>
    /// <param name="options">What the group needs from outside.</param>
    public static MlsGroup Create(ReadOnlySpan<byte> groupId, KeyPackageSecrets creator, IReadOnlyList<Extension> extensions, MlsGroupOptions? options = null)
    {
        var tree = new RatchetTree(creator.KeyPackage.LeafNode);
        tree.CheckMembers(extensions);
        var context = new GroupContext
        {
            GroupId = groupId.ToArray(),
            Epoch = 0,
            TreeHash = tree.TreeHash(),
            ConfirmedTranscriptHash = default,
            Extensions = extensions,
        };
        var (init, zeros) = (RandomNumberGenerator.GetBytes(CipherSuite.HashSize), new byte[CipherSuite.HashSize]);
        var secrets = EpochSecrets.Begin(init, zeros, zeros, context.ToBytes());
        CryptographicOperations.ZeroMemory(init);
        secrets.ForgetBeginning();
        return new MlsGroup(
            context, tree, new PrivateTree(0, creator.Encryption.Copy()), creator.Signature.Copy(), secrets, secrets.ConfirmationTag([]), options ?? MlsGroupOptions.None);
    }

    /// <summary>A secret of this epoch for the application, equal for all members (MLS-Exporter: RFC 9420, section 8.5). The caller zeroes it.</summary>
    public byte[] Export(string label, ReadOnlySpan<byte> context, int length) => _secrets.Export(label, context, length);

    /// <summary>Zeroes all secrets of this epoch.</summary>
    public void Dispose()
    {
        _secrets.Dispose();
        _messageKeys.Dispose();
        _keys.Dispose();
        _signer.Dispose();
        _resumptions.Dispose();
        foreach (var key in _ownUpdates.Values)
            key.Dispose();
        _ownUpdates.Clear();
    }

    private ResumptionSecrets NextResumptions() => _resumptions.With(Epoch, _secrets.Resumption, _options.ResumptionEpochs);

    private void CheckFrame(ReadOnlySpan<byte> groupId, ulong epoch)
    {
        if (!groupId.SequenceEqual(_context.GroupId.Span))
            throw new MlsException(MlsFailure.WrongGroup, "A message is for another group.");
        if (epoch != _context.Epoch)
            throw new MlsException(MlsFailure.WrongEpoch, $"A message is for epoch {epoch}; the group is in epoch {_context.Epoch}.");
    }
}
