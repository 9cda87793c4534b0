using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Docker;

/// <summary>Files that pass between the machine and containers, images and volumes.</summary>
internal static class DockerFiles
{
    /// <summary><c>cp</c>: what stands before a colon is a container, but for a path that begins like one.</summary>
    public static void Copied(Invocation call, Invocation whole, ShellReader shell, ShellScope scope)
    {
        var paths = call.Plain("--index").ToArray();
        foreach (var (at, path) in paths.Index())
        {
            var use = at == paths.Length - 1 ? PathUse.Write : PathUse.Read;
            if (!path.StartsWith('/') && !path.StartsWith('.') && path.Split(':', 2) is [var container, var inner])
                Inside(container, inner, use, whole, shell);
            else if (path != "-")
                shell.Paths.Judge(shell.Findings, path, use, scope.Directory);
        }
    }

    private static void Inside(string container, string path, PathUse use, Invocation whole, ShellReader shell)
    {
        if (SystemChanges.NamesTheHouse(container))
            shell.Findings.Add(FactNames.LawStop, $"works inside a container: {whole.Line}");
        var found = new Findings();
        shell.Paths.Judge(found, path, use, "");
        foreach (var fact in found.Facts.Where(fact => fact.Name is FactNames.SecretRead or FactNames.LawWrite or FactNames.AuditWrite))
            shell.Findings.Add(fact.Name, $"within a container: {fact.Detail}");
    }

    /// <summary><c>build</c>: where its results go, and what it is given.</summary>
    public static void Built(Invocation call, ShellReader shell, ShellScope scope)
    {
        foreach (var (name, value) in ContainerOptions.Options(call.Apart("cfmotv", "")))
        {
            switch (name)
            {
                case "-o" or "--output" or "--iidfile" or "--metadata-file":
                    foreach (var field in value.Split(',').Where(field => field != "-" && (!field.Contains('=', StringComparison.Ordinal) || field.StartsWith("dest=", StringComparison.Ordinal))))
                        shell.Paths.Judge(shell.Findings, field.Split('=', 2)[^1], PathUse.Overwrite, scope.Directory);
                    break;
                case "--secret":
                    foreach (var field in value.Split(',').Where(field => field.StartsWith("src=", StringComparison.Ordinal) || field.StartsWith("source=", StringComparison.Ordinal)))
                        shell.Paths.Judge(shell.Findings, field.Split('=', 2)[^1], PathUse.Read, scope.Directory);
                    break;
                case "--allow":
                    shell.Findings.Add(FactNames.ContainerEscape, $"lets what is built have {value}");
                    break;
            }
        }
    }

    /// <summary><c>volume create</c>: a volume may be a folder of the machine.</summary>
    public static void Bound(Invocation call, ShellReader shell, ShellScope scope)
    {
        foreach (var (name, value) in ContainerOptions.Options(call.Apart("do", "")))
        {
            if (name is "-o" or "--opt" && value.StartsWith("device=", StringComparison.Ordinal))
                ContainerOptions.Mount(value[7..], false, shell, scope);
        }
    }
}
