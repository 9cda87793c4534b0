using FsCheck.Xunit;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;

namespace HydraBot.Tests.Mls;

/// <summary>Whatever happens to a group, its members agree.</summary>
public class GroupHistoryTests
{
    /// <summary>Each number decides one step: who does it, what, and to whom.</summary>
    [Property(MaxTest = 15)]
    public void After_any_history_all_members_agree_on_authenticator_exporter_and_members(byte[] steps)
    {
        using var world = new MlsWorld();
        foreach (var step in steps.Take(14))
        {
            Run(world, step);
            GroupTests.AssertAgreement(world);
        }
    }

    private static void Run(MlsWorld world, byte step)
    {
        var who = world.Groups[step % world.Groups.Count];
        var whom = world.Groups[(step / 7) % world.Groups.Count];
        using var joiner = world.NewPackage();
        switch (step % 9)
        {
            case 0 or 1:
                world.Accept(who, who.CommitAdd(joiner.KeyPackage, alwaysPath: step % 2 == 0), joiner);
                break;
            case 2 when who != whom:
                world.Accept(who, who.CommitRemove(whom.OwnIndex));
                break;
            case 3:
                world.Accept(who, who.Commit());
                break;
            case 4 when who != whom:
                world.Deliver(whom.ProposeUpdate(), except: whom);
                world.Accept(who, who.Commit());
                break;
            case 5:
                world.Deliver(world.ProposeFromOutside(new AddProposal(joiner.KeyPackage)));
                world.Accept(who, who.Commit(alwaysPath: false), joiner);
                break;
            case 6:
                using (var second = world.NewPackage())
                    AddTwoAndRemove(world, step, joiner, second);
                break;
            case 7:
                world.Accept(who, who.CommitPreSharedKey("shared"u8.ToArray()));
                break;
            default:
                world.Deliver(who.ProposeAdd(joiner.KeyPackage), except: who);
                world.Accept(whom, whom.Commit(alwaysPath: step % 2 == 0), joiner);
                break;
        }
    }

    /// <summary>Additions and a removal in one commit: the new leaves reuse places, and are left out of the path.</summary>
    private static void AddTwoAndRemove(MlsWorld world, byte step, KeyPackageSecrets first, KeyPackageSecrets second)
    {
        var who = world.Groups[step % world.Groups.Count];
        var gone = world.Groups.FirstOrDefault(group => group != who);
        world.Deliver(world.ProposeFromOutside(new AddProposal(first.KeyPackage)));
        world.Deliver(world.ProposeFromOutside(new AddProposal(second.KeyPackage)));
        if (gone is not null)
            world.Deliver(world.ProposeFromOutside(new RemoveProposal(gone.OwnIndex)));
        world.Accept(who, who.Commit(), first, second);
    }
}
