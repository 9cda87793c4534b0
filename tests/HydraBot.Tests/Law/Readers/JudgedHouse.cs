using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Law.Constitution;
using HydraBot.Testing.Road;

namespace HydraBot.Tests.Law.Readers;

/// <summary>The shipped law, in a house whose places are known and whose file system is empty.</summary>
internal static class JudgedHouse
{
    private static LawJudge Court { get; } = new(ConstitutionFile.Read("CONSTITUTION.yaml"), JudgedPlaces.Reader, null, TimeProvider.System);

    public static Verdict Judge(string operation, JsonElement arguments)
    {
        var act = GeneralAct.Find(operation)!;
        return Court.Judge(act.Name, act.Effect, null, CallerKind.Model, arguments);
    }

    public static Decision Shell(string command) =>
        Judge("shell.run", JsonSerializer.SerializeToElement(new { command, workingDirectory = "/srv/work/project" })).Decision;
}
