using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Docker;

/// <summary><c>docker</c> and its kin: what containers are given of the machine, what is deleted, what runs within.</summary>
internal static class DockerReader
{
    private static readonly string[] DockerValues =
    [
        "-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory", "--ansi", "--progress", "--parallel", "--tlscacert", "--tlscert", "--tlskey",
    ];

    private static readonly string[] PodmanValues =
    [
        "-c", "--connection", "--url", "--identity", "--root", "--runroot", "--config", "--cgroup-manager", "--conmon", "--events-backend", "--hooks-dir", "--imagestore", "--log-level", "--module", "--network-config-dir", "--network-cmd-path",
        "--out", "--runtime", "--runtime-flag", "--ssh", "--storage-driver", "--storage-opt", "--tmpdir", "--volumepath", "-f", "--file", "-p", "--project-name", "--profile", "--env-file",
    ];

    private static readonly string[] NerdctlValues =
    [
        "-n", "--namespace", "-a", "--address", "-H", "--host", "--snapshotter", "--storage-driver", "--cni-path", "--cni-netconfpath", "--data-root", "--cgroup-manager", "--hosts-dir", "--host-gateway-ip", "-f", "--file", "-p", "--project-name",
        "--profile", "--env-file", "--project-directory",
    ];

    private static readonly string[] Globals =
    [
        "-v", "--version", "-D", "--debug", "--tls", "--tlsverify", "-r", "--remote", "--syslog", "--noout", "--transient-store", "--all-resources", "--compatibility", "--dry-run", "--verbose", "--no-ansi", "--insecure-registry", "--experimental", "--debug-full",
    ];

    private static readonly string[] Elsewhere = ["-H", "--host", "-c", "--context", "-r", "--remote", "--url", "--connection", "-a", "--address"];

    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Read, "docker podman nerdctl docker-compose podman-compose"), .. CommandTable.For((call, shell, _) => Escape(call, shell), "ctr runc crun lxc lxc-attach machinectl"),
    ];

    /// <summary>What runs within a container is judged, but its paths are its own.</summary>
    /// <returns>What it prints.</returns>
    public static string Within(IReadOnlyList<string> words, string? input, ShellReader shell)
    {
        var inside = new ShellScope { Directory = "/" };
        var found = new Findings();
        var output = shell.Telling(found).Invoke(words, inside, input);
        foreach (var fact in found.Facts)
        {
            if (fact.Name is FactNames.PathOutside or FactNames.PathWrite or FactNames.PathDelete or FactNames.SystemDestroy or FactNames.PathProtected)
                shell.Findings.Add(FactNames.ContainerChange, $"within a container: {fact.Detail}");
            else
                shell.Findings.Add(fact.Name, $"within a container: {fact.Detail}", fact.Subject);
        }

        return output;
    }

    private static void Escape(Invocation call, ShellReader shell)
    {
        if (call.Arguments.Contains("--"))
            Within([.. call.Arguments.SkipWhile(argument => argument != "--").Skip(1)], call.Input, shell);
        var words = call.Arguments.TakeWhile(argument => argument != "--").ToArray();
        if (words.Any(word => word is "delete" or "destroy" or "remove" or "rm") && !words.Any(word => word is "exec" or "run" or "shell" or "images" or "image"))
            shell.Findings.Add(FactNames.ContainerDelete, $"deletes a container with its data: {call.Line}");
        if (call.Arguments is not (["list" or "ls" or "state" or "version" or "info" or "ps", ..] or ["images"] or ["images", "ls" or "list" or "check", ..]))
            shell.Findings.Add(FactNames.ContainerChange, $"works on containers beside their engine: {call.Line}");
    }

    private static void Read(Invocation call, ShellReader shell, ShellScope scope)
    {
        var at = Options(call, call.Name, shell);
        var options = call with { Arguments = [.. call.Arguments.Take(at)] };
        if (Elsewhere.Any(option => options.ValueOf(option) is not (null or "default")))
            shell.Findings.Add(FactNames.NetworkUse, "gives orders to a container engine elsewhere");
        var words = call.Arguments.Skip(at).ToArray();
        if (call.Name.EndsWith("-compose", StringComparison.Ordinal))
            words = ["compose", .. words];
        if (words is ["container", ..] or ["image", not "rm", ..])
            words = words[1..];
        var verb = words.FirstOrDefault() ?? "help";
        var rest = new Invocation(verb, [.. words.Skip(1)], call.Input);
        Verb(verb, rest, call, shell, scope);
    }

    /// <summary>Where the command stands behind the options that are for all of them; what is not known may take the command for its value.</summary>
    private static int Options(Invocation call, string engine, ShellReader shell)
    {
        var values = engine.StartsWith("podman", StringComparison.Ordinal) ? PodmanValues : engine == "nerdctl" ? NerdctlValues : DockerValues;
        string? strange = null;
        var at = 0;
        while (at < call.Arguments.Count && call.Arguments[at].StartsWith('-'))
        {
            var option = call.Arguments[at];
            // Then nothing else is done; one that is asked for its version does what stands behind it all the same.
            if (option is "--help")
                return call.Arguments.Count;
            var name = option.Split('=')[0];
            if (!Globals.Contains(name) && !values.Contains(name) && !(option is ['-', not '-', ..] && values.Contains(option[..2])))
                strange = option;
            at += values.Contains(option) ? 2 : 1;
        }

        if (strange is not null && at < call.Arguments.Count)
            shell.Doubt($"{Mark.Show(strange)} is no option of a container engine that is known");
        return at;
    }

    private static void Verb(string verb, Invocation rest, Invocation call, ShellReader shell, ShellScope scope)
    {
        switch (verb)
        {
            case "ps" or "ls" or "list" or "images" or "logs" or "stats" or "version" or "info" or "port" or "diff" or "events" or "search" or "history" or "help" or "wait":
                return;
            case "inspect":
                Descriptions.Inspected(rest, call, shell);
                return;
            case "top":
                // What stands behind the container is for ps.
                call.Output = shell.Invoke(["ps", .. rest.Arguments.Skip(1)], scope.Outside(), null);
                return;
            case "compose":
                Compose(rest, call, shell, scope);
                return;
            case "run" or "create":
                ContainerOptions.Judge(rest, shell, scope);
                Within(ContainerOptions.Command(rest), call.Input, shell);
                // Images are often named after the program that they start.
                if (ContainerOptions.Image(rest) is { } image && CommandTable.Knows(image))
                    CommandTable.Trial([image, .. ContainerOptions.Command(rest)], call.Input, shell, new ShellScope { Directory = "/" });
                shell.Findings.Add(FactNames.ContainerChange, $"starts a container: {call.Line}");
                return;
            case "exec":
                if (rest.Has("--privileged"))
                    shell.Findings.Add(FactNames.ContainerEscape, "runs with all powers of the machine");
                var inner = ContainerOptions.Command(rest);
                if (inner.Count == 0 || SystemChanges.NamesTheHouse(ContainerOptions.Target(rest)))
                    shell.Findings.Add(inner.Count == 0 ? FactNames.Unclear : FactNames.LawStop, $"works inside a container: {call.Line}");
                call.Output = Within(inner, call.Input, shell);
                return;
            case "volume" or "network" or "system" or "image" or "context" or "buildx" or "builder" or "plugin" or "secret" or "config" or "stack" or "service" or "node" or "swarm" or "manifest" or "trust" or "pod" or "machine":
                Managed(verb, rest, call, shell, scope);
                return;
            case "build":
                DockerFiles.Built(rest, shell, scope);
                break;
            case "rm" when rest.HasShort('v') || rest.Has("--volumes"):
                shell.Findings.Add(FactNames.ContainerDelete, $"deletes containers with their data: {call.Line}");
                break;
            case "cp":
                DockerFiles.Copied(rest, call, shell, scope);
                break;
            case "save" or "export" when rest.ValueOf("-o", "--output") is { Length: > 0 } file:
                shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
                break;
        }

        if (verb is "stop" or "kill" or "rm" or "pause" or "restart" or "update" or "rename" && rest.Arguments.Any(SystemChanges.NamesTheHouse))
            shell.Findings.Add(FactNames.LawStop, $"stops HydraBot: {call.Line}");
        shell.Findings.Add(FactNames.ContainerChange, $"changes containers: {call.Line}");
    }

    private static void Managed(string kind, Invocation rest, Invocation call, ShellReader shell, ShellScope scope)
    {
        var verb = rest.Plain().FirstOrDefault() ?? "ls";
        if (kind == "secret" && rest.Has("--showsecret"))
            shell.Findings.Add(FactNames.SecretRead, $"shows a secret: {call.Line}");
        if (kind is "service" or "pod" or "volume" && verb == "inspect")
            Descriptions.Inspected(rest, call, shell);
        if (verb is "ls" or "list" or "inspect" or "df" or "info" or "events" or "history" or "ps" or "logs" or "du" or "show" or "version" or "exists" && rest.Plain().ElementAtOrDefault(1) is not ("rm" or "import"))
            return;
        var options = rest with { Arguments = [.. rest.Arguments.SkipWhile(argument => argument != verb).Skip(1)] };
        if (kind == "service" && verb is "create" or "update")
            ContainerOptions.Judge(options, shell, scope);
        else if (kind == "volume" && verb == "create")
            DockerFiles.Bound(options, shell, scope);
        else if (kind is "buildx" or "builder" && verb == "build")
            DockerFiles.Built(options, shell, scope);
        var deletes = kind == "volume" && verb is "rm" or "remove" or "prune" || (kind == "system" && verb == "prune" && rest.Has("--volumes")) || (kind == "system" && verb == "reset") || (kind is "stack" or "machine" && verb is "rm");
        shell.Findings.Add(deletes ? FactNames.ContainerDelete : FactNames.ContainerChange, $"{(deletes ? "deletes stored data" : "changes containers")}: {call.Line}");
    }

    private static void Compose(Invocation call, Invocation whole, ShellReader shell, ShellScope scope)
    {
        var at = Options(call, whole.Name, shell);
        var verb = at < call.Arguments.Count ? call.Arguments[at] : "help";
        var rest = new Invocation(verb, [.. call.Arguments.Skip(at + 1)], call.Input);
        switch (verb)
        {
            case "cp":
                DockerFiles.Copied(rest, whole, shell, scope);
                break;
            case "config" or "export" or "convert" when rest.ValueOf("-o", "--output") is { Length: > 0 } file:
                shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
                return;
            case "config":
                Descriptions.Composed(rest, whole, shell);
                return;
            case "ps" or "ls" or "logs" or "top" or "images" or "events" or "port" or "version" or "help" or "stats" or "volumes":
                return;
            case "exec" or "run":
                ContainerOptions.Judge(rest, shell, scope);
                whole.Output = Within(ContainerOptions.Command(rest), call.Input, shell);
                if (verb == "run")
                    shell.Findings.Add(FactNames.ContainerChange, $"runs a service: {whole.Line}");
                else if (SystemChanges.NamesTheHouse(ContainerOptions.Target(rest)))
                    shell.Findings.Add(FactNames.LawStop, $"works inside a container: {whole.Line}");
                return;
            case "down" or "rm" when rest.HasShort('v') || rest.Has("--volumes"):
                shell.Findings.Add(FactNames.ContainerDelete, $"deletes containers with their data: {whole.Line}");
                break;
        }

        if (verb is "stop" or "kill" or "rm" or "down" or "pause" or "restart" && rest.Arguments.Any(SystemChanges.NamesTheHouse))
            shell.Findings.Add(FactNames.LawStop, $"stops HydraBot: {whole.Line}");
        shell.Findings.Add(FactNames.ContainerChange, $"changes containers: {whole.Line}");
    }
}
