using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using HydraBot.Law.Constitution;

namespace HydraBot.Tests.Law.Readers;

/// <summary>The shipped law, in a house whose places are known and whose file system is empty.</summary>
internal static class JudgedHouse
{
    public static Places Places { get; } = new()
    {
        Roots = ["/srv/work"],
        Audit = ["/srv/hydra/audit"],
        Secrets = ["/srv/hydra/secrets"],
        Data = ["/srv/hydra/data"],
        Backups = ["/srv/hydra/backups"],
        Law = ["/srv/hydra/CONSTITUTION.yaml"],
        Home = "/home/mia",
    };

    public static ActReader Reader { get; } = new(Places, null, new SecretMask(["planted-secret"]));

    private static LawJudge Court { get; } = new(ConstitutionFile.Read("CONSTITUTION.yaml"), Reader, null, TimeProvider.System);

    public static Verdict Judge(string operation, JsonElement arguments)
    {
        var act = GeneralAct.Find(operation)!;
        return Court.Judge(act.Name, act.Effect, null, CallerKind.Model, arguments);
    }

    public static Decision Shell(string command) =>
        Judge("shell.run", JsonSerializer.SerializeToElement(new { command, workingDirectory = "/srv/work/project" })).Decision;
}
