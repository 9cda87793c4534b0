using HydraBot.Governance.Operations;

namespace HydraBot.Law.Constitution;

/// <summary>
/// An act that no single operation is, but which an agent may want: the law judges it by name, effect and arguments. Nothing runs it.
/// </summary>
/// <param name="Name">As the law calls it.</param>
/// <param name="Effect">What it may do at worst.</param>
/// <param name="Arguments">The names of its arguments; the first is needed.</param>
internal sealed record GeneralAct(string Name, OperationEffect Effect, IReadOnlyList<string> Arguments)
{
    public static IReadOnlyList<GeneralAct> All { get; } =
    [
        new("shell.run", OperationEffect.Destroy, ["command", "workingDirectory"]),
        new("git.run", OperationEffect.Destroy, ["command", "workingDirectory"]),
        new("database.execute", OperationEffect.Destroy, ["database", "sql"]),
        new("file.write", OperationEffect.Change, ["path", "workingDirectory"]),
        new("file.edit", OperationEffect.Change, ["path", "patch"]),
        new("file.delete", OperationEffect.Destroy, ["path", "workingDirectory"]),
        new("message.send", OperationEffect.Change, ["text"]),
    ];

    public static GeneralAct? Find(string name) => All.FirstOrDefault(act => string.Equals(act.Name, name, StringComparison.Ordinal));
}
