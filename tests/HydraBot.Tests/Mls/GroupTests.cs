using HydraBot.Mls;
using HydraBot.Mls.Groups;
using HydraBot.Mls.Messages;
using Xunit;

namespace HydraBot.Tests.Mls;

/// <summary>What the members of a living group can rely on.</summary>
public sealed class GroupTests : IDisposable
{
    private readonly MlsWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Whoever_joins_sees_the_same_members_and_secrets()
    {
        _world.Add(4);
        AssertAgreement(_world);
        Assert.Equal(5, _world.Groups[^1].Members.Count());
        Assert.Equal(4UL, _world.Groups[0].Epoch);
    }

    [Fact]
    public void A_removed_member_is_told_so_and_those_who_stay_have_new_secrets()
    {
        _world.Add(3);
        var removed = _world.Groups[2];
        var before = removed.EpochAuthenticator.ToArray();
        var commit = _world.Groups[1].CommitRemove(removed.OwnIndex);
        Assert.Null(removed.Follow(removed.ReadCommit(commit.Message.Span)));
        _world.Accept(_world.Groups[1], commit);
        Assert.Equal(3, _world.Groups.Count);
        AssertAgreement(_world);
        Assert.NotEqual(before, _world.Groups[0].EpochAuthenticator.ToArray());
    }

    [Fact]
    public void An_update_that_another_member_commits_gives_its_owner_a_new_leaf()
    {
        _world.Add(2);
        var owner = _world.Groups[1];
        _world.Deliver(owner.ProposeUpdate(), except: owner);
        _world.Accept(_world.Groups[2], _world.Groups[2].Commit());
        AssertAgreement(_world);
        _world.Accept(_world.Groups[1], _world.Groups[1].Commit());
        AssertAgreement(_world);
    }

    [Fact]
    public void Proposals_from_outside_are_committed_by_reference_by_any_member()
    {
        _world.Add();
        using var joiner = _world.NewPackage();
        _world.Deliver(_world.ProposeFromOutside(new AddProposal(joiner.KeyPackage)));
        var commit = _world.Groups[1].Commit(alwaysPath: false);
        Assert.True(_world.Groups[0].ReadCommit(commit.Message.Span).HasOnlyReferences);
        _world.Accept(_world.Groups[1], commit, joiner);
        AssertAgreement(_world);

        _world.Deliver(_world.ProposeFromOutside(new RemoveProposal(0)));
        _world.Accept(_world.Groups[1], _world.Groups[1].Commit());
        Assert.Equal(2, _world.Groups.Count);
        AssertAgreement(_world);
    }

    [Fact]
    public void A_proposal_that_was_withdrawn_is_not_committed()
    {
        _world.Add();
        using var joiner = _world.NewPackage();
        var proposal = _world.ProposeFromOutside(new AddProposal(joiner.KeyPackage));
        _world.Deliver(proposal);
        var received = _world.Groups[0].ReadProposal(proposal);
        Assert.All(_world.Groups, group => Assert.True(group.Forget(received.Reference.Span)));
        Assert.All(_world.Groups, group => Assert.False(group.Forget(received.Reference.Span)));
        var commit = _world.Groups[0].Commit();
        Assert.Null(commit.Welcome);
        _world.Accept(_world.Groups[0], commit);
        Assert.Equal(2, _world.Groups[0].Members.Count());
    }

    [Fact]
    public void A_commit_that_refers_to_an_unknown_proposal_changes_nothing()
    {
        _world.Add(2);
        using var joiner = _world.NewPackage();
        var proposal = _world.ProposeFromOutside(new AddProposal(joiner.KeyPackage));
        var (committer, other) = (_world.Groups[0], _world.Groups[1]);
        committer.Keep(committer.ReadProposal(proposal));
        using var commit = committer.Commit();
        var refused = Assert.Throws<MlsException>(() => other.Follow(other.ReadCommit(commit.Message.Span)));
        Assert.Equal(MlsFailure.UnknownProposal, refused.Failure);
        AssertAgreement(_world);

        other.Keep(other.ReadProposal(proposal));
        using var next = other.Follow(other.ReadCommit(commit.Message.Span));
        Assert.Equal(commit.Next.EpochAuthenticator.ToArray(), next!.EpochAuthenticator.ToArray());
    }

    [Fact]
    public void A_commit_with_any_bit_changed_is_refused_and_changes_nothing()
    {
        _world.Add(2);
        using var commit = _world.Groups[0].Commit();
        var other = _world.Groups[1];
        for (var place = 0; place < commit.Message.Length; place += 5)
        {
            byte[] changed = [.. commit.Message.Span];
            changed[place] ^= 4;
            Assert.Throws<MlsException>(() => other.Follow(other.ReadCommit(changed)));
        }
        AssertAgreement(_world);
        using var next = other.Follow(other.ReadCommit(commit.Message.Span));
        Assert.NotNull(next);
    }

    [Fact]
    public void Messages_of_another_epoch_or_group_or_sender_are_refused_by_their_kind()
    {
        _world.Add();
        var old = _world.Groups[0].Commit();
        _world.Accept(_world.Groups[0], old);
        Assert.Equal(MlsFailure.WrongEpoch, Refusal(() => _world.Groups[1].ReadCommit(old.Message.Span)));
        using var foreign = _world.NewPackage();
        using var another = MlsGroup.Create("another"u8, foreign, []);
        using var commit = another.Commit();
        Assert.Equal(MlsFailure.WrongGroup, Refusal(() => _world.Groups[1].ReadCommit(commit.Message.Span)));
        using var impostor = new MlsWorld();
        impostor.Add();
        impostor.Accept(impostor.Groups[0], impostor.Groups[0].Commit());
        Assert.Equal(MlsFailure.NotAuthentic, Refusal(() => _world.Groups[1].ReadProposal(impostor.ProposeFromOutside(new RemoveProposal(0)))));
        Assert.Equal(MlsFailure.Invalid, Refusal(() => _world.Groups[1].ReadProposal(_world.ProposeFromOutside(new RemoveProposal(0), index: 1))));
        Assert.Equal(MlsFailure.Invalid, Refusal(() => _world.Groups[0].ReadCommit(_world.Groups[0].Commit().Message.Span)));
    }

    [Fact]
    public void Nobody_is_added_twice_and_nobody_removes_themselves()
    {
        _world.Add();
        using var joiner = _world.NewPackage();
        _world.Accept(_world.Groups[0], _world.Groups[0].CommitAdd(joiner.KeyPackage), joiner);
        Assert.Throws<MlsException>(() => _world.Groups[0].CommitAdd(joiner.KeyPackage));
        Assert.Throws<MlsException>(() => _world.Groups[0].CommitRemove(_world.Groups[0].OwnIndex));
        Assert.Throws<MlsException>(() => _world.Groups[0].CommitRemove(77));
        AssertAgreement(_world);
    }

    [Fact]
    public void A_pre_shared_key_goes_into_the_next_epoch()
    {
        _world.Add(2);
        _world.Accept(_world.Groups[1], _world.Groups[1].CommitPreSharedKey("name"u8.ToArray()));
        AssertAgreement(_world);
    }

    [Fact]
    public void Words_reach_every_member_once_whatever_their_order()
    {
        _world.Add(2);
        var sent = Enumerable.Range(0, 5).Select(number => _world.Groups[0].Encrypt([(byte)number], padding: number)).Reverse().ToList();
        foreach (var reader in _world.Groups.Skip(1))
        {
            Assert.Equal([4, 3, 2, 1, 0], sent.Select(message => reader.Decrypt(message).Data[0]));
            Assert.Equal(MlsFailure.MissingKey, Refusal(() => reader.Decrypt(sent[0])));
        }
    }

    [Fact]
    public void A_forged_message_does_not_use_up_the_key_of_the_true_one()
    {
        _world.Add();
        var sent = _world.Groups[0].Encrypt("true"u8);
        byte[] forged = [.. sent];
        forged[^1] ^= 1;
        Assert.Equal(MlsFailure.NotAuthentic, Refusal(() => _world.Groups[1].Decrypt(forged)));
        Assert.Equal("true"u8.ToArray(), _world.Groups[1].Decrypt(sent).Data);
    }

    [Fact]
    public void A_key_package_lets_in_whom_it_names_and_nobody_else()
    {
        using var joiner = _world.NewPackage();
        using var another = _world.NewPackage();
        using var commit = _world.Groups[0].CommitAdd(joiner.KeyPackage);
        Assert.Equal(MlsFailure.MissingKey, Refusal(() => MlsGroup.Join(commit.Welcome!.Value.Span, another)));
        using var joined = MlsGroup.Join(commit.Welcome!.Value.Span, joiner);
        Assert.Equal(commit.Next.EpochAuthenticator.ToArray(), joined.EpochAuthenticator.ToArray());
    }

    [Fact]
    public void A_disposed_epoch_holds_no_secret_any_more()
    {
        using var creator = _world.NewPackage();
        var group = MlsGroup.Create("another"u8, creator, []);
        Assert.True(group.EpochAuthenticator.Span.ContainsAnyExcept((byte)0));
        group.Dispose();
        Assert.False(group.EpochAuthenticator.Span.ContainsAnyExcept((byte)0));
        creator.Dispose();
        Assert.False(creator.Init.PrivateKey.ContainsAnyExcept((byte)0));
    }

    internal static void AssertAgreement(MlsWorld world)
    {
        var first = world.Groups[0];
        foreach (var other in world.Groups.Skip(1))
        {
            Assert.Equal(first.Epoch, other.Epoch);
            Assert.Equal(first.EpochAuthenticator.ToArray(), other.EpochAuthenticator.ToArray());
            Assert.Equal(first.Export("test", [1, 2], 48), other.Export("test", [1, 2], 48));
            Assert.Equal(first.Members.Select(member => member.Index), other.Members.Select(member => member.Index));
        }
        first.Tree.Check(first.GroupId.Span, first.Extensions);
    }

    private static MlsFailure Refusal(Action action) => Assert.Throws<MlsException>(action).Failure;
}
