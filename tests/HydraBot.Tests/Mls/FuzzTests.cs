using HydraBot.Mls;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Groups;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Tree;
using Xunit;

namespace HydraBot.Tests.Mls;

/// <summary>
/// Whatever bytes come, there is one kind of exception, and the group stays as it was. The count is small enough for every build;
/// <c>HYDRA_FUZZ=1000000</c> runs a million, <c>HYDRA_FUZZ_SEED</c> others.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private readonly MlsWorld _world = new();
    private readonly Random _random = new(Fuzz.Seed);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Readers_answer_any_bytes_with_a_value_or_the_one_exception()
    {
        var seeds = Seeds();
        Action<byte[]>[] readers =
        [
            data => MlsMessage.Parse(data), data => KeyPackage.Parse(data).Check(), data => TlsReader.ReadAll(data, Welcome.Read),
            data => TlsReader.ReadAll(data, RatchetTree.Read).Check([], []), data => TlsReader.ReadAll(data, GroupInfo.Read),
            data => TlsReader.ReadAll(data, GroupSecrets.Read), data => MlsFrames.Messages(data), data => MlsFrames.Opaques(data), data => ExternalSender.Parse(data),
        ];
        var refused = 0;
        for (var i = 0; i < Fuzz.Count; i++)
        {
            var data = Fuzz.Mutate(_random, seeds[_random.Next(seeds.Count)]);
            if (Refuses(() => readers[_random.Next(readers.Length)](data)))
                refused++;
        }
        Assert.InRange(refused, Fuzz.Count / 2, Fuzz.Count);
    }

    [Fact]
    public void A_group_goes_along_with_nothing_that_was_changed_on_the_way()
    {
        _world.Add(3);
        using var joiner = _world.NewPackage();
        var proposal = _world.ProposeFromOutside(new AddProposal(joiner.KeyPackage));
        _world.Deliver(proposal);
        using var commit = _world.Groups[0].Commit();
        var other = _world.Groups[1];
        var authenticator = other.EpochAuthenticator.ToArray();
        byte[][] seeds = [proposal, commit.Message.ToArray(), commit.Welcome!.Value.ToArray(), _world.Groups[0].Encrypt("word"u8)];
        for (var i = 0; i < Fuzz.Count / 20; i++)
        {
            var seed = seeds[_random.Next(seeds.Length)];
            var data = Fuzz.Mutate(_random, seed);
            if (data.AsSpan().SequenceEqual(seed))
                continue;
            Assert.True(Refuses(() => other.Follow(other.ReadCommit(data))));
            Assert.True(Refuses(() => other.Decrypt(data)));
            Assert.True(Refuses(() => other.ReadProposal(data)));
            Assert.True(Refuses(() => MlsGroup.Join(data, joiner)));
        }
        Assert.Equal(authenticator, other.EpochAuthenticator.ToArray());
        using var next = other.Follow(other.ReadCommit(commit.Message.Span));
        Assert.Equal(commit.Next.EpochAuthenticator.ToArray(), next!.EpochAuthenticator.ToArray());
    }

    private static bool Refuses(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (MlsException)
        {
            return true;
        }
    }

    private List<byte[]> Seeds()
    {
        var seeds = new List<byte[]> { _world.External.ToBytes(), _world.NewPackage().KeyPackage.ToBytes() };
        foreach (var test in MlsVectors.Read("messages").Take(12))
            seeds.AddRange(test!.AsObject().Select(part => part.Value!.Hex()));
        seeds.AddRange(MlsVectors.Read("tree-validation").Select(test => test!.Hex("tree")).Where(tree => tree.Length < 3000));
        return seeds;
    }
}
