using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;

namespace HydraBot.Governance.Constitution;

/// <summary>Understands an act, gathers the evidence, and lets the law in force decide.</summary>
public sealed class LawJudge(ConstitutionDocument law, ActReader reader, IBackupEvidence? backups, TimeProvider time)
{
    /// <summary>Judges an operation of the house.</summary>
    public Verdict Judge(Operation operation, CallerKind caller, JsonElement arguments) =>
        Judge(operation.Name, operation.Effect, operation.Rollback, caller, arguments);

    /// <summary>Judges an act by name, whether or not an operation of that name exists.</summary>
    /// <param name="operation">Dotted name.</param>
    /// <param name="effect">What it may do at worst.</param>
    /// <param name="rollback">How it is brought back; null when nothing says.</param>
    /// <param name="caller">Whose hand.</param>
    /// <param name="arguments">A JSON object.</param>
    public Verdict Judge(string operation, OperationEffect effect, string? rollback, CallerKind caller, JsonElement arguments)
    {
        var facts = reader.Read(operation, arguments);
        if (effect == OperationEffect.Destroy && rollback is null && !ActReader.Reads(operation))
            facts = [.. facts, new Fact(FactNames.NoRollback, $"{operation} destroys and names no way back")];
        return law.Judge(new Act(operation, effect, caller, arguments) { Facts = facts, Backups = backups, At = time.GetUtcNow() });
    }
}
