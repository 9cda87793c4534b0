using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Clients of stores, backups and virtual machines. What they delete does not come back; the rest is asked.</summary>
internal static partial class Stores
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Data, "etcdctl consul rabbitmqctl rabbitmqadmin kafka-topics kafka-topics.sh kafka-delete-records kafka-delete-records.sh"),
        .. CommandTable.For(Kept, "gsutil mc borg restic duplicity kopia rbd rados ceph"), .. CommandTable.For(Machines, "virsh qm pct vagrant incus multipass"),
    ];

    private static void Data(Invocation call, ShellReader shell, ShellScope scope)
    {
        var line = string.Join(' ', call.Arguments);
        if (DeletesData().IsMatch(line) || call.Name.StartsWith("kafka-delete", StringComparison.Ordinal))
            shell.Findings.Add(FactNames.DatabaseDelete, $"deletes data: {call.Line}", call.Name);
        else
            shell.Doubt($"works on a store: {call.Line}");
        shell.Findings.Add(FactNames.NetworkUse, $"reaches a store: {call.Line}");
    }

    private static void Kept(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (DeletesKept().IsMatch(string.Join(' ', call.Arguments)) && !call.Has("--dry-run", "-n"))
            shell.Findings.Add(FactNames.ContainerDelete, $"deletes stored things: {call.Line}");
        else
            shell.Doubt($"works on a store: {call.Line}");
        shell.Findings.Add(FactNames.NetworkUse, $"reaches a store: {call.Line}");
    }

    private static void Machines(Invocation call, ShellReader shell, ShellScope scope)
    {
        // virsh destroy only pulls the plug.
        if (DeletesMachines().IsMatch(string.Join(' ', call.Name == "virsh" ? call.Arguments.Where(argument => argument != "destroy") : call.Arguments)))
            shell.Findings.Add(FactNames.ContainerDelete, $"deletes a machine with its data: {call.Line}");
        shell.Findings.Add(FactNames.ContainerChange, $"works on virtual machines: {call.Line}");
    }

    [GeneratedRegex(@"(?:^|\s)(?:del|kv delete|delete_queue|delete_vhost|delete queue|delete exchange|delete vhost|purge_queue|purge queue|reset|force_reset|--delete)(?:\s|$)")]
    private static partial Regex DeletesData();

    [GeneratedRegex(@"(?:^|\s)(?:rm|rb|delete|prune|forget|remove|purge|remove-all-but-n-full|remove-older-than|cleanup|rmpool|--delete)(?:\s|$)|--prune\b")]
    private static partial Regex DeletesKept();

    [GeneratedRegex(@"(?:^|\s)(?:destroy|undefine|delete|purge|vol-delete|vol-wipe|pool-delete|snapshot-delete|delsnapshot)(?:\s|$)")]
    private static partial Regex DeletesMachines();
}
