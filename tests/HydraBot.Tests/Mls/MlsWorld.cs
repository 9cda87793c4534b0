using System.Buffers.Binary;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Groups;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;

namespace HydraBot.Tests.Mls;

/// <summary>A group seen by all of its members, and a delivery service that hands every message to each of them.</summary>
internal sealed class MlsWorld : IDisposable
{
    private readonly P256KeyPair _outsideKey = P256KeyPair.Generate();
    private readonly List<P256KeyPair> _signers = [];
    private ulong _names;

    public MlsWorld(bool withExternalSender = true)
    {
        External = new ExternalSender(_outsideKey.PublicKey, Credential.Basic(new byte[] { 0 }));
        Options = new MlsGroupOptions { PreSharedKey = _ => "shared among all"u8.ToArray() };
        using var creator = NewPackage();
        Groups.Add(MlsGroup.Create("the group"u8, creator, withExternalSender ? [ExternalSender.ToExtension(External)] : [], Options));
    }

    public ExternalSender External { get; }

    public MlsGroupOptions Options { get; }

    /// <summary>Each member's view of the group.</summary>
    public List<MlsGroup> Groups { get; } = [];

    public KeyPackageSecrets NewPackage()
    {
        var signer = P256KeyPair.Generate();
        _signers.Add(signer);
        var name = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(name, ++_names);
        return KeyPackageSecrets.Create(signer, Credential.Basic(name));
    }

    /// <summary>A proposal that the external sender signs.</summary>
    public byte[] ProposeFromOutside(Proposal proposal, uint index = 0)
    {
        var content = new FramedContent
        {
            GroupId = Groups[0].GroupId,
            Epoch = Groups[0].Epoch,
            Sender = new Sender(SenderType.External, index),
            ContentType = ContentType.Proposal,
            Proposal = proposal,
        };
        var signed = AuthenticatedContent.Sign(WireFormat.PublicMessage, content, _outsideKey, []);
        return new MlsMessage { Public = new PublicMessage(signed.Content, signed.Auth, default) }.ToBytes();
    }

    /// <summary>Every member keeps a proposal.</summary>
    public void Deliver(byte[] proposal, MlsGroup? except = null)
    {
        foreach (var group in Groups.Where(group => group != except))
            group.Keep(group.ReadProposal(proposal));
    }

    /// <summary>Every member goes along with a commit; those it removes are gone, those it adds join.</summary>
    public void Accept(MlsGroup committer, PendingCommit commit, params KeyPackageSecrets[] joiners)
    {
        var next = new List<MlsGroup>();
        foreach (var group in Groups)
        {
            if ((group == committer ? commit.Next : group.Follow(group.ReadCommit(commit.Message.Span))) is { } following)
                next.Add(following);
            group.Dispose();
        }
        next.AddRange(joiners.Select(joiner => MlsGroup.Join(commit.Welcome!.Value.Span, joiner, options: Options)));
        Groups.Clear();
        Groups.AddRange(next);
    }

    public void Add(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            using var joiner = NewPackage();
            Accept(Groups[0], Groups[0].CommitAdd(joiner.KeyPackage), joiner);
        }
    }

    public void Dispose()
    {
        Groups.ForEach(group => group.Dispose());
        _signers.ForEach(signer => signer.Dispose());
        _outsideKey.Dispose();
    }
}
