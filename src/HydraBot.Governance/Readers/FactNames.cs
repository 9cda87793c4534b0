namespace HydraBot.Governance.Readers;

/// <summary>The facts that rules of the law may speak of.</summary>
public static class FactNames
{
    /// <summary>The whole act was understood, and it only looks.</summary>
    public const string Reads = "act.reads";

    /// <summary>It deletes data of a database: a table, a schema, a column, all rows, or the file itself.</summary>
    public const string DatabaseDelete = "database.delete";

    /// <summary>It changes a database in another way.</summary>
    public const string DatabaseChange = "database.change";

    /// <summary>It publishes over what was published.</summary>
    public const string ForcePush = "git.forcePush";

    /// <summary>It removes a branch, a tag or a repository elsewhere.</summary>
    public const string RemoteDelete = "git.remoteDelete";

    /// <summary>It rewrites commits that may be published, or destroys what would bring them back.</summary>
    public const string RewriteHistory = "git.rewriteHistory";

    /// <summary>It lifts a protection of a repository.</summary>
    public const string Unprotect = "git.unprotect";

    /// <summary>It changes a repository or publishes in the ordinary way.</summary>
    public const string GitChange = "git.change";

    /// <summary>It changes the law, its kernel or the tests that hold it.</summary>
    public const string LawWrite = "law.write";

    /// <summary>It stops HydraBot, or keeps it from judging or recording.</summary>
    public const string LawStop = "law.stop";

    /// <summary>It changes or removes records of what happened.</summary>
    public const string AuditWrite = "audit.write";

    /// <summary>It lifts the emergency stop.</summary>
    public const string StopResume = "stop.resume";

    /// <summary>It decides an approval, or changes who may.</summary>
    public const string ApprovalDecide = "approval.decide";

    /// <summary>It switches off or weakens authentication or another safeguard.</summary>
    public const string SecurityDisable = "security.disable";

    /// <summary>It opens files to everybody.</summary>
    public const string SecurityOpen = "security.open";

    /// <summary>It reads a secret, which would leave with the answer.</summary>
    public const string SecretRead = "secret.read";

    /// <summary>It sends a secret out.</summary>
    public const string SecretSend = "secret.send";

    /// <summary>It changes or deletes something outside the places where work is done.</summary>
    public const string PathOutside = "path.outside";

    /// <summary>It changes or deletes something in a protected place.</summary>
    public const string PathProtected = "path.protected";

    /// <summary>It changes a file where work is done.</summary>
    public const string PathWrite = "path.write";

    /// <summary>It deletes something where work is done.</summary>
    public const string PathDelete = "path.delete";

    /// <summary>It destroys a disk, a file system or the system's own means to work.</summary>
    public const string SystemDestroy = "system.destroy";

    /// <summary>It changes the machine: services, packages, users, processes, settings.</summary>
    public const string SystemChange = "system.change";

    /// <summary>A container gets the machine's own powers.</summary>
    public const string ContainerEscape = "container.escape";

    /// <summary>It deletes volumes or other stored data of containers.</summary>
    public const string ContainerDelete = "container.delete";

    /// <summary>It changes containers in another way.</summary>
    public const string ContainerChange = "container.change";

    /// <summary>It reaches another machine.</summary>
    public const string NetworkUse = "network.use";

    /// <summary>It reaches an address that gives credentials or the house's own levers away.</summary>
    public const string NetworkForbidden = "network.forbidden";

    /// <summary>It runs code that comes from elsewhere, unseen.</summary>
    public const string CodeRemote = "code.remote";

    /// <summary>It hides what it runs, and it could not be uncovered.</summary>
    public const string CodeHidden = "code.hidden";

    /// <summary>Part of it could not be understood with certainty.</summary>
    public const string Unclear = "act.unclear";

    /// <summary>An operation that destroys and names no way back.</summary>
    public const string NoRollback = "rollback.none";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Reads, DatabaseDelete, DatabaseChange, ForcePush, RemoteDelete, RewriteHistory, Unprotect, GitChange, LawWrite, LawStop, AuditWrite,
        StopResume, ApprovalDecide, SecurityDisable, SecurityOpen, SecretRead, SecretSend, PathOutside, PathProtected, PathWrite, PathDelete,
        SystemDestroy, SystemChange, ContainerEscape, ContainerDelete, ContainerChange, NetworkUse, NetworkForbidden, CodeRemote, CodeHidden,
        Unclear, NoRollback,
    ];
}
