using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Docker;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary><c>kubectl</c> and its kin.</summary>
internal static partial class Kubernetes
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } = CommandTable.For((call, shell, _) => Read(call, shell), "kubectl oc k3s k9s helm crictl minikube kind");

    private static void Read(Invocation call, ShellReader shell)
    {
        string[] withValue =
        [
            "-n", "--namespace", "--context", "-o", "--output", "-l", "--selector", "-c", "--container", "--kubeconfig", "-f", "--tail", "--since", "--token", "-s", "--server", "--cluster", "--user", "--as",
            "--request-timeout", "--kube-context", "-p", "--profile", "--template", "--filename", "-k", "--kustomize",
        ];
        var words = call.Plain(withValue).ToArray();
        if (call.Name == "k3s" && words is ["kubectl", ..])
            words = words[1..];
        var verb = string.Concat(words.Take(1));
        var what = string.Concat(words.Skip(1).Take(1));
        if (!call.IsVerb(verb, withValue, Alone()))
            shell.Findings.Add(FactNames.ContainerChange, $"may change the cluster: {call.Line}");
        if (call.Arguments.Any(argument => argument.StartsWith("--raw", StringComparison.Ordinal)) && call.Line.Contains("secret", StringComparison.Ordinal))
            shell.Findings.Add(FactNames.SecretRead, $"prints secrets of the cluster: {call.Line}");
        switch (verb)
        {
            case "get" or "status" when call.Name == "helm":
                if (verb == "get" ? what != "notes" : Shapes(call).Length > 0)
                    shell.Doubt($"prints what a release was given, in which secrets may be: {call.Line}");
                return;
            case "get" or "describe" or "explain":
                Printed(call, shell, words);
                return;
            case "logs" or "top" or "version" or "cluster-info" or "api-resources" or "api-versions" or "list" or "ls" or "status" or "history" or "events" or "diff" or "ps" or "images" or "pods" or "stats" or "search" or "show":
                return;
            case "config" when what is "view" or "current-context" or "get-contexts" && !call.Has("--raw"):
                return;
            case "exec" or "run" or "debug":
                shell.Findings.Add(FactNames.ContainerChange, $"runs a command in the cluster: {call.Line}");
                var at = call.Arguments.ToList().IndexOf("--");
                call.Output = DockerReader.Within(at >= 0 ? [.. call.Arguments.Skip(at + 1)] : [.. words.Skip(2)], call.Input, shell);
                if (call.Arguments.Any(argument => argument.Contains("privileged", StringComparison.Ordinal) || argument.Contains("hostPID", StringComparison.Ordinal) || argument.Contains("sysadmin", StringComparison.Ordinal)))
                    shell.Findings.Add(FactNames.ContainerEscape, call.Line);
                return;
            case "delete" or "uninstall":
                shell.Findings.Add(
                    what is "ns" or "namespace" or "namespaces" or "pvc" or "pv" or "persistentvolumeclaim" or "statefulset" or "sts" or "all" or "crd" or "node" || call.Has("--all") || verb == "uninstall" || call.Name is "kind" or "minikube"
                        ? FactNames.ContainerDelete : FactNames.ContainerChange, $"deletes in the cluster: {call.Line}");
                return;
            default:
                shell.Findings.Add(FactNames.ContainerChange, $"changes the cluster: {call.Line}");
                return;
        }
    }

    /// <summary>Whole objects hold what a list of them does not show.</summary>
    private static void Printed(Invocation call, ShellReader shell, string[] words)
    {
        if (!call.Has("--template") && Shapes(call).All(shape => shape is "wide" or "name"))
            return;
        if (words.ElementAtOrDefault(1)?.Contains("secret", StringComparison.OrdinalIgnoreCase) == true)
            shell.Findings.Add(FactNames.SecretRead, $"prints secrets of the cluster: {call.Line}");
        else if (words.Length < 2 || words.Any(word => word.Contains("secret", StringComparison.OrdinalIgnoreCase)))
            shell.Doubt($"may print secrets of the cluster: {call.Line}");
    }

    /// <summary>The shapes in which it is told to print; of several the last one counts.</summary>
    private static string[] Shapes(Invocation call) =>
    [
        .. call.Arguments.Index().Where(word => Shape().IsMatch(word.Item))
            .Select(word => Shape().Match(word.Item).Groups[1].Value is { Length: > 0 } shape ? shape : string.Concat(call.Arguments.Skip(word.Index + 1).Take(1))),
    ];

    /// <summary>The option, perhaps behind other letters that take no value, and a value in the same word.</summary>
    [GeneratedRegex("^(?:-[AhRw]*o=?|--output(?:=|$))(.*)$", RegexOptions.Singleline)]
    private static partial Regex Shape();

    /// <summary>Options that take no value.</summary>
    [GeneratedRegex("^(?:-[Aw]|--(?:all-namespaces|watch|debug|insecure-skip-tls-verify|match-server-version|warnings-as-errors|help))$")]
    private static partial Regex Alone();
}
